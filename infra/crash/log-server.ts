import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { endWithParent, freePort } from './programs.js';

/** What ends by itself would end again at once, and fill the log. @unit milliseconds */
const restart_ms = 200;
const start_ms = 30_000;
const stop_ms = 10_000;

/**
 * The event log's own server, under a supervisor that starts it again when it ends: a program that is told a port and the
 * file where it keeps what it acknowledges, and says its address in its first line.
 */
export class LogServer {
  private process: ChildProcess | undefined;
  private stopping = false;
  private readonly deaths: string[] = [];

  private constructor(
    private readonly program: string,
    private readonly file: string,
    private readonly port: number,
    private readonly logFile: string,
  ) {}

  /** @throws Error when it does not say where it is, in time. */
  static async start(program: string, file: string, logFile: string): Promise<{ server: LogServer; address: string }> {
    const server = new LogServer(program, file, await freePort(), logFile);
    const late = setTimeout(() => server.process?.kill('SIGKILL'), start_ms);
    try {
      const [address] = (await once(createInterface(server.spawn().stdout!), 'line')) as [string];
      return { server, address };
    } finally {
      clearTimeout(late);
    }
  }

  /** How often it ended by itself, not by our signal. */
  get crashes(): readonly string[] {
    return this.deaths.filter(death => death !== 'SIGKILL');
  }

  /** kill -9. */
  kill(): void {
    this.process?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { process } = this;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const ended = once(process, 'exit');
    const late = setTimeout(() => process.kill('SIGKILL'), stop_ms);
    process.kill('SIGTERM');
    await ended;
    clearTimeout(late);
  }

  private spawn(): ChildProcess {
    const log = openSync(this.logFile, 'a', 0o600);
    const args = ['--import', endWithParent, this.program, String(this.port), this.file];
    const child = spawn(process.execPath, args, {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC' },
      stdio: ['pipe', 'pipe', log],
      detached: true,
    });
    closeSync(log);
    child.stdout?.resume();
    child.once('exit', (code, signal) => {
      if (this.stopping) return;
      this.deaths.push(signal ?? `code ${code}`);
      setTimeout(() => this.stopping || this.spawn(), signal === 'SIGKILL' ? 0 : restart_ms);
    });
    return (this.process = child);
  }
}
