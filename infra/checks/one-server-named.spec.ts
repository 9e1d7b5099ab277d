import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** How the other server for the event log, its older name and its addresses are written. */
const named = /kurrent|eventstoredb|\besdb\b|\bkdb\b/i;

const everyLine = /^/;

/**
 * Who may name it, and in which lines. The adapter's folder with its module, and what people read; beyond those, what
 * has to: the package and its script, the profile that starts one, the door that hands the module on, and these rules.
 */
const allowed: readonly (readonly [file: RegExp, lines: RegExp])[] = [
  [/^libs\/eventstore\/src\/kurrent\//, everyLine],
  [/^docs\/|^(README|CONTRIBUTING)\.md$/, everyLine],
  [/^package\.json$/, /^ {4}"(test:kurrentdb(:crash)?|@kurrent\/kurrentdb-client)": /],
  [/^package-lock\.json$/, everyLine],
  [
    /^docker-compose\.yml$/,
    /^ *# |^ {2}kurrentdb(-data|-logs)?:|^ {4}(profiles|image|volumes): |^ {6}KURRENTDB_[A-Z_]+: /,
  ],
  [/^\.ci\/run$/, / npm run --silent test:kurrentdb(:crash -- --quick)?$/],
  [/^libs\/eventstore\/src\/index\.ts$/, /^export \* from '\.\/kurrent\/kurrent-log\.module\.js';$/],
  [/^\.dependency-cruiser\.mjs$|^infra\/checks\/(import-rules|one-server-named)\.spec\.ts$/, everyLine],
];

/** Made, fetched or private: not ours to read. */
const passedOver = new Set(['node_modules', 'dist', 'coverage', '.data', '.git', '.stryker-tmp', 'reports']);

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (passedOver.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path.split(sep).join('/')] : [];
  });

/** Places where a file names what it may not. */
const strayIn = (file: string, text: string): string[] => {
  const lines = allowed.filter(([path]) => path.test(file)).map(([, may]) => may);
  const inName = named.test(file) && lines.length === 0 ? [file] : [];
  return [
    ...inName,
    ...text.split('\n').flatMap((line, index) => {
      const may = !named.test(line) || lines.some(each => each.test(line));
      return may ? [] : [`${file}:${index + 1}`];
    }),
  ];
};

test('nothing but the adapter, its module and docs names the other server', () =>
  expect(filesIn('.').flatMap(file => strayIn(file, readFileSync(file, 'utf8')))).toEqual([]));

describe('a file that names it is found', () => {
  test.each([
    ['libs/benefits/src/claim/claim.decider.ts', '// as on KurrentDB'],
    ['infra/crash/main.ts', "const log = 'esdb://localhost';"],
    ['apps/cli/src/commands/migrate-log.ts', "import { KurrentDBClient } from '@kurrent/kurrentdb-client';"],
    ['libs/eventstore/src/index.ts', "export * from './kurrent/kurrent-event-log.js';"],
    ['package.json', '    "start:kurrentdb": "node x.js",'],
    ['docker-compose.yml', '      EVENT_LOG_URL: kurrentdb://kurrentdb:2113'],
    ['.ci/run', 'export KURRENTDB_URL=x'],
    ['jest.config.mjs', "      testPathIgnorePatterns: ['kurrentdb'],"],
    ['infra/docker/Dockerfile', 'FROM eventstore/EventStoreDB'],
  ])('%s: %s', (file, line) => expect(strayIn(file, `\n${line}\n`)).toEqual([`${file}:2`]));

  test('by its own name too', () =>
    expect(strayIn('apps/cli/src/kurrent.ts', '')).toEqual(['apps/cli/src/kurrent.ts']));
});
