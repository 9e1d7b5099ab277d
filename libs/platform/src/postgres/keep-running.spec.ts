import { expect, test } from '@jest/globals';
import { KeepRunning } from './keep-running.js';

/** A server that a test can kill, and whose next starts can be made to fail. */
class Server {
  running = true;
  starts = 0;
  failing = 0;
  readonly said: string[] = [];
  private readonly startedAgain: (() => void)[] = [];

  keep(): KeepRunning {
    return new KeepRunning({
      isRunning: async () => this.running,
      start: async () => this.start(),
      log: line => this.said.push(line),
      everyMs: 1,
      pauseMs: 1,
    });
  }

  again(): Promise<void> {
    return new Promise(resolve => this.startedAgain.push(resolve));
  }

  private start(): void {
    this.starts += 1;
    if (this.failing > 0) {
      this.failing -= 1;
      throw new Error('no space left');
    }
    this.running = true;
    for (const resolve of this.startedAgain.splice(0)) resolve();
  }
}

test('what ended unasked is started again, each time', async () => {
  const server = new Server();
  const kept = server.keep();
  for (const times of [1, 2]) {
    server.running = false;
    await server.again();
    expect(server.starts).toBe(times);
  }
  await kept.stop();
  expect(server.said.slice(0, 2)).toEqual(['PostgreSQL ended unasked: starting it again', 'PostgreSQL runs again']);
});

test('a start that fails is tried again, and says why', async () => {
  const server = new Server();
  server.failing = 2;
  const kept = server.keep();
  server.running = false;
  await server.again();
  await kept.stop();
  expect(server.starts).toBe(3);
  expect(server.said).toContain('PostgreSQL could not be started again, trying on: no space left');
});

test('once told to stop, it is left alone', async () => {
  const server = new Server();
  const kept = server.keep();
  await kept.stop();
  server.running = false;
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(server.starts).toBe(0);
});
