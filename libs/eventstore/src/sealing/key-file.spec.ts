import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KeyFileRefused, keyFromFile } from './key-file.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entraide-key-'));
  path = join(folder, 'keys', 'master.json');
});
afterEach(() => rm(folder, { recursive: true }));

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

test('is made once, for its owner alone, and leaves nothing beside it', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => keyFromFile(path)));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  const [first, last] = [made[0]!, made.at(-1)!];
  expect(last.unwrap(first.wrap(Buffer.alloc(32, 7), 'here'), 'here')).toEqual(Buffer.alloc(32, 7));
  expect([await modeOf(path), await modeOf(dirname(path))]).toEqual([0o600, 0o700]);
  expect(await readdir(dirname(path))).toEqual(['master.json']);
});

test.each([0o600, 0o400, 0o640, 0o440])('with mode %o is used', async mode => {
  const { id } = await keyFromFile(path);
  await chmod(path, mode);
  expect((await keyFromFile(path)).id).toBe(id);
});

test.each([0o644, 0o604, 0o660, 0o666])('with mode %o is not: others could read or change it', async mode => {
  await keyFromFile(path);
  await chmod(path, mode);
  await expect(keyFromFile(path)).rejects.toThrow(KeyFileRefused);
});

test.each(['', 'null', '{"id":"x"}', '{"id":"x","key":"c2hvcnQ="}', 'SECRET-NOT-JSON'])(
  'that holds %p is never replaced, and never quoted',
  async text => {
    await keyFromFile(path);
    await writeFile(path, text);
    const refused = await keyFromFile(path).catch((error: Error) => error);
    expect(refused).toBeInstanceOf(KeyFileRefused);
    expect(String(refused)).not.toContain('SECRET');
  },
);
