import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createConcurrently, LogError, Logger, LogExit, LogOutput, RestartProcess } from 'concurrently';
import type { Program } from './services.js';

const endWithParent = fileURLToPath(new URL('./end-with-parent.js', import.meta.url));

/** What any program needs of ours; nothing else of the caller's environment reaches a service. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_OPTIONS', 'LOG_LEVEL', 'CLOCK'];

/**
 * Runs programs side by side, each line of theirs under its name; starts again what ends by itself. Resolves once they
 * have all ended, after they were told to.
 */
export const supervise = async (programs: readonly Program[], stopped: AbortSignal): Promise<void> => {
  const byFile = new Map(programs.map(program => [program.file, program]));
  const logger = new Logger({ hide: [], prefixFormat: 'name' });
  const { commands, result } = createConcurrently(
    programs.map(({ name, file }) => ({ name, command: file })),
    {
      logger,
      outputStream: process.stdout,
      prefixColors: ['auto'],
      controllers: [
        new LogError({ logger }),
        new LogOutput({ logger }),
        new LogExit({ logger }),
        new RestartProcess({ logger, delay: 1_000, tries: -1 }),
      ],
      // Apart from this process: a Ctrl-C of the terminal reaches the supervisor alone, which stops each of them once.
      // Once stopped, what was about to be started again is nothing.
      spawn: (file, options) =>
        spawn(process.execPath, stopped.aborted ? ['--eval', '0'] : ['--import', endWithParent, file], {
          ...options,
          detached: true,
          env: { ...fromHere(), ...byFile.get(file)?.env },
        }),
    },
  );
  const stop = (): void => commands.forEach(command => command.kill('SIGTERM'));
  stopped.addEventListener('abort', stop, { once: true });
  if (stopped.aborted) stop();
  // How each of them ended is in its log.
  await result.catch(() => undefined);
};

const fromHere = (): NodeJS.ProcessEnv =>
  Object.fromEntries(passedOn.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
