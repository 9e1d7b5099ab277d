import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, programs, type Settings, start } from '../crash/programs.js';
import { logFileOf, settingsFor } from './federation.js';
import type { BenchServer } from './server.js';

const ready_ms = 60_000;

/** The all-in-one application, built, as a process of its own on the benchmark's database server. */
export class Application {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    private readonly logFile: string,
  ) {}

  static async start(
    server: BenchServer,
    settings: Settings = {},
    program: string = programs.server,
  ): Promise<Application> {
    const port = await freePort();
    const all = { ...settingsFor(server), ...settings, PORT: String(port) };
    const process = await start(program, [], all, logFileOf(server));
    const app = new Application(process, `http://127.0.0.1:${port}`, logFileOf(server));
    await app.ready();
    return app;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
  }

  private async ready(): Promise<void> {
    for (const since = performance.now(); performance.now() - since < ready_ms; await pause(100)) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      if (this.process.exitCode !== null) break;
    }
    throw new Error(`the application is not ready: ${(await readFile(this.logFile, 'utf8')).slice(-1_000)}`);
  }
}
