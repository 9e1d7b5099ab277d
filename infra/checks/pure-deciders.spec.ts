import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const impure = [
  'export const now = Date.now();',
  'export const today = new Date();',
  'export const dice = Math.random();',
];

/** Lines of the text that the linter refuses where the file would stand, as `npm run check` runs it. */
const refusedAt = (file: string): Promise<readonly number[]> =>
  new Promise((resolve, reject) => {
    const eslint = join(process.cwd(), 'node_modules/eslint/bin/eslint.js');
    const child = spawn(process.execPath, [eslint, '--stdin', '--stdin-filename', file, '--format', 'json']);
    let output = '';
    child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
    child.on('error', reject);
    child.on('close', () => {
      try {
        const [result] = JSON.parse(output) as { messages: { ruleId: string; line: number }[] }[];
        resolve(
          (result?.messages ?? []).filter(({ ruleId }) => ruleId === 'no-restricted-syntax').map(({ line }) => line),
        );
      } catch {
        reject(new Error('the linter itself failed'));
      }
    });
    child.stdin.end(impure.join('\n'));
  });

test.each([
  ['a decider', 'libs/benefits/src/claim/clocked.decider.ts', [1, 2, 3]],
  ['a rule', 'libs/benefits/src/claim/rules/clocked.rule.ts', [1, 2, 3]],
  ['the kernel', 'libs/kernel/src/clocked.ts', [1, 2, 3]],
  ['the clock', 'libs/kernel/src/clock.ts', []],
  ['the edge', 'libs/benefits/src/http/clocked.controller.ts', []],
  ['a spec', 'libs/benefits/src/claim/clocked.decider.spec.ts', []],
])('clock and chance in %s', async (_, file, lines) => expect(await refusedAt(file)).toEqual(lines), 30_000);
