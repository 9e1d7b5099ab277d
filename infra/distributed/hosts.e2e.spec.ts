import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hosts } from './hosts.js';
import type { Program } from './services.js';

const distributed = process.env['TOPOLOGY'] === 'distributed';

/** Says what it was told and how often this process has loaded what it imports; ends as it is told. */
const source = `
import { loaded } from './imported.mjs';
console.log([process.pid, process.env.WORD, loaded.push('again'), process.listenerCount('SIGTERM')].join(' '));
if (process.env.FAILS) process.exit(3);
process.once('SIGTERM', () => process.exit(Number(process.env.CODE ?? 0)));
`;

/** `npm run test:distributed` builds what a host runs. */
(distributed ? describe : describe.skip)('a host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entraide-hosted-'));
  const file = join(folder, 'program.mjs');
  const program = (env: Record<string, string>): Program => ({ name: 'program', file, env });
  const hosts = new Hosts();
  beforeAll(() => {
    writeFileSync(join(folder, 'imported.mjs'), 'export const loaded = [];');
    writeFileSync(file, source);
  });
  afterAll(async () => {
    await hosts.close();
    rmSync(folder, { recursive: true });
  });

  const lineOf = async (env: Record<string, string>): Promise<readonly string[]> => {
    const run = hosts.of([program(env)]);
    await run.start();
    const line = (await run.said()).trim().split(' ');
    await run.stop();
    return line;
  };

  test('runs a program from its first line, each time with nothing but its own environment and listeners', async () => {
    const [first, second] = [await lineOf({ WORD: 'one' }), await lineOf({})];
    expect([first.slice(1), second.slice(1)]).toEqual([
      ['one', '1', '0'],
      ['', '2', '0'],
    ]);
    expect(second[0]).toBe(first[0]);
  });

  test('gives each of two that run at the same time a process of its own', async () => {
    const run = hosts.of([program({ WORD: 'one' }), program({ WORD: 'two' })]);
    await run.start();
    const lines = (await run.said()).trim().split('\n');
    await run.stop();
    expect(new Set(lines.map(line => line.split(' ')[0])).size).toBe(2);
  });

  test('tells of a program that ends badly, and runs no other in that process', async () => {
    const before = await lineOf({});
    const run = hosts.of([program({ WORD: 'last', CODE: '4' })]);
    await run.start();
    await expect(run.stop()).rejects.toThrow(/did not stop well: program\n.*last/);
    expect((await lineOf({}))[0]).not.toBe(before[0]);
  });

  test('tells of a program that never gets ready, with what it said', async () => {
    const run = hosts.of([program({ WORD: 'never', FAILS: '1' })]);
    await run.start();
    await expect(run.ready(['http://127.0.0.1:9'])).rejects.toThrow(/not ready: program\n.*never/);
    await expect(run.stop()).rejects.toThrow('did not stop well');
  });
});
