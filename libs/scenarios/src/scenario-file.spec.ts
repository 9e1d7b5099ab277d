import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotAScenario, readScenario } from './scenario-file.js';

const folder = mkdtempSync(join(tmpdir(), 'entraide-scenario-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('a scenario file', () => {
  test('has steps after those of the files it uses; days and the scheme carry on', async () => {
    file('base.yaml', 'scheme: A\nsteps:\n  - on: 2025-01-01\n    do: RegisterScheme\n    with: { name: Leere }\n');
    const { name, steps } = await readScenario(
      file(
        'one.yaml',
        'scenario: One\nuses: base.yaml\nscheme: A\nsteps:\n  - do: CloseDay\n    with: { day: 2025-01-01 }\n  - on: 2025-02-01\n    do: CloseDay\n    with: { scheme: B }\n    expect: { status: recorded }\n',
      ),
    );
    expect(name).toBe('One');
    expect(
      steps.map(({ on, do: what, scheme, with: input, expect: expected }) => [on, what, scheme, input, expected]),
    ).toEqual([
      ['2025-01-01', 'RegisterScheme', 'A', { name: 'Leere' }, undefined],
      ['2025-01-01', 'CloseDay', 'A', { day: '2025-01-01' }, undefined],
      ['2025-02-01', 'CloseDay', 'A', { scheme: 'B' }, { status: 'recorded' }],
    ]);
    expect(steps[2]!.where).toMatch(/one\.yaml:7$/);
  });

  test.each([
    [
      'a day that does not exist',
      'scenario: X\nsteps:\n  - on: 2025-02-30\n    do: CloseDay\n',
      /line 3: on: 2025-02-30 is not a day/,
    ],
    ['no day at all', 'scenario: X\nsteps:\n  - do: CloseDay\n', /needs a day/],
    ['an unknown word', 'scenario: X\nsteps:\n  - on: 2025-01-01\n    does: CloseDay\n', /"missingProperty":"do"/],
    ['no name', 'steps:\n  - on: 2025-01-01\n    do: CloseDay\n', /`scenario:` is missing/],
    ['no steps', 'scenario: X\n', /no steps/],
    ['no YAML', 'scenario: [X\n', /is not a scenario/],
    ['a list', '- a\n', /must be object/],
    ['a file it uses that is not there', 'scenario: X\nuses: nowhere.yaml\nsteps: []\n', /cannot be read \(ENOENT\)/],
    ['itself', 'scenario: X\nuses: bad.yaml\nsteps: []\n', /circle/],
  ])('with %s is refused, and it says why', async (_, text, reason) => {
    const reading = readScenario(file('bad.yaml', text));
    await expect(reading).rejects.toThrow(NotAScenario);
    await expect(reading).rejects.toThrow(reason);
  });
});
