import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { isWhole, linesOf, writeDown } from './register.js';

const folder = mkdtempSync(join(tmpdir(), 'entraide-register-'));
afterAll(() => rmSync(folder, { recursive: true }));

const line = (person: string) => ({
  ...{ person, on: '2025-02-10', ground: 'request' as const, decidedBy: 'officer-1', approvedBy: 'manager-1' },
});

test('nobody was forgotten where there is no register', async () =>
  expect(await linesOf(join(folder, 'none.jsonl'))).toEqual([]));

test('a register says each person once, by the line that says most', async () => {
  const register = join(folder, 'data', 'erasures.jsonl');
  await writeDown(register, line('P1'));
  appendFileSync(register, `${JSON.stringify({ person: 'P1', on: '2025-02-10' })}\n`);
  appendFileSync(register, `${JSON.stringify({ person: 'P2', on: '2024-05-01' })}\n`);
  appendFileSync(register, `${JSON.stringify({ person: 'P3', on: '2024-05-01' })}\n`);
  await writeDown(register, line('P3'));
  expect(await linesOf(register)).toEqual([line('P1'), { person: 'P2', on: '2024-05-01' }, line('P3')]);
});

test('lines of an early register do not say who decided', () => {
  expect(isWhole(line('P1'))).toBe(true);
  expect(isWhole({ person: 'P2', on: '2024-05-01' })).toBe(false);
});
