import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sources } from './jars.js';

/** A start matters more than the last tenth of speed: the quick compiler only, the collector that needs no threads. */
const options = [
  '-Xms128m',
  '-Xmx384m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
];

/** Runs a program of the jars to its end. @throws Error with what it said when it fails. */
export const runJava = async (jars: string, program: string, args: readonly string[]): Promise<void> => {
  await promisify(execFile)('java', [...options, '-cp', join(jars, '*'), program, ...args]);
};

/**
 * A Java program that lives as long as it is not stopped and this process lives: a guard waits at a pipe that the
 * system closes when this process ends, however it ends, and then kills the program.
 */
export class JavaProcess {
  private constructor(
    private readonly process: ChildProcess,
    private readonly guard: ChildProcess,
    private readonly logFile: string,
  ) {}

  static async start(jars: string, program: string, args: readonly string[], logFile: string): Promise<JavaProcess> {
    const log = await open(logFile, 'a', 0o600);
    try {
      const logging = `-Dlog4j2.configurationFile=${join(sources, 'log4j2.properties')}`;
      // In a process group of its own: Ctrl-C is for us, who then stop the nodes in order.
      const java = spawn('java', [...options, logging, '-cp', join(jars, '*'), program, ...args], {
        stdio: ['ignore', log.fd, log.fd],
        detached: true,
      });
      await once(java, 'spawn');
      const guard = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -9 "$0"', String(java.pid)], {
        stdio: ['pipe', 'ignore', 'ignore'],
        detached: true,
      });
      // First of all the guard ends with its ward: the number may soon be another process's.
      java.once('exit', () => guard.kill('SIGKILL'));
      return new JavaProcess(java, guard, logFile);
    } finally {
      await log.close();
    }
  }

  get pid(): number {
    return this.process.pid!;
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Sends a signal and waits until the program has ended; after `patience_ms` it is killed. */
  async end(signal: 'SIGTERM' | 'SIGKILL', patience_ms: number): Promise<void> {
    if (!this.running) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    const timer = setTimeout(() => this.process.kill('SIGKILL'), patience_ms);
    await ended;
    clearTimeout(timer);
    this.guard.stdin?.destroy();
  }

  /** The end of its log, for an error message. */
  async lastWords(): Promise<string> {
    const log = await readFile(this.logFile, 'utf8').catch(() => '');
    return `${log.split('\n').slice(-15).join('\n')}\n(${this.logFile})`;
  }
}
