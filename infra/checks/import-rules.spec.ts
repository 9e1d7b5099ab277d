import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** A guard is believed after it has bitten: every way we know to break the architecture, each in a file of its own. */
const breaks: readonly (readonly [string, string, string, string])[] = [
  ['kernel-stands-alone', 'the kernel reads a file', 'libs/kernel/src/broken.ts', 'node:fs'],
  ['kernel-stands-alone', 'the kernel uses a library', 'libs/kernel/src/library.ts', 'uuid'],
  ['deciders-are-pure', 'a decider knows Nest', 'libs/benefits/src/claim/nest.ts', '@nestjs/common'],
  ['deciders-are-pure', 'a decider makes ids or chance', 'libs/benefits/src/claim/crypto.ts', 'node:crypto'],
  [
    'deciders-are-pure',
    'a decider reads a projection',
    'libs/benefits/src/claim/rows.ts',
    '../projections/claims.projection.js',
  ],
  ['deciders-are-pure', 'a decider knows the log', 'libs/benefits/src/claim/log.ts', '#eventstore'],
  [
    'deciders-are-pure',
    'a decider asks another',
    'libs/benefits/src/claim/other.ts',
    '../household/household.decider.js',
  ],
  ['deciders-are-pure', 'a decider knows its handler', 'libs/benefits/src/claim/handler.ts', './decide-claim.js'],
  [
    'projections-dont-act',
    'a projection commands',
    'libs/benefits/src/projections/asks.ts',
    '../claim/claim.commands.js',
  ],
  ['projections-dont-act', 'a projection uses the bus', 'libs/benefits/src/projections/bus.ts', '@nestjs/cqrs'],
  ['contexts-meet-at-contracts', 'a context uses another’s door', 'libs/benefits/src/http/door.ts', '#membership'],
  [
    'contracts-are-read-in-messaging',
    'a controller reads foreign contracts',
    'libs/benefits/src/http/foreign.ts',
    '#membership/contracts',
  ],
  [
    'apps-only-compose',
    'an app reaches inside',
    'apps/all-in-one/src/inside.ts',
    '../../../libs/benefits/src/claim/claim.events.js',
  ],
  [
    'kurrentdb-stays-behind-the-port',
    'a context speaks to the server itself',
    'libs/benefits/src/http/client.ts',
    '@kurrent/kurrentdb-client',
  ],
  [
    'kurrentdb-stays-behind-the-port',
    'the platform opens the adapter itself',
    'libs/platform/src/opens.ts',
    '../../eventstore/src/kurrent/kurrent-event-log.js',
  ],
  [
    'the-double-is-for-tests',
    'the adapter runs on its double',
    'libs/eventstore/src/kurrent/runs.ts',
    './double/kurrent-double.js',
  ],
  ['no-cycles', 'two files need each other', 'libs/platform/src/a.ts', './b.js'],
  ['everything-resolves', 'an import leads nowhere', 'libs/platform/src/nowhere.ts', '#nowhere'],
];

const allowed: readonly (readonly [string, string, string])[] = [
  [
    'the bridge: messaging reads foreign contracts',
    'libs/benefits/src/messaging/from-membership.ts',
    '#membership/contracts',
  ],
  ['a decider imports the kernel', 'libs/benefits/src/claim/kernel.ts', '#kernel'],
  ['a decider imports its own folder', 'libs/benefits/src/claim/own.ts', './claim.events.js'],
  ['a decider imports what a sibling says', 'libs/benefits/src/claim/sibling.ts', '../household/household.events.js'],
  ['a handler imports Nest', 'libs/benefits/src/claim/decide-claim.ts', '@nestjs/cqrs'],
  ['an import folder imports a CSV library', 'libs/benefits/src/import/read.ts', 'csv-parse/sync'],
  ['a spec imports what it likes', 'libs/benefits/src/claim/claim.spec.ts', 'node:crypto'],
  ['an app imports a door', 'apps/all-in-one/src/main.ts', '#benefits'],
];

/** Files that the others import. */
const bystanders: Readonly<Record<string, string>> = {
  'libs/kernel/src/index.ts': 'export type Day = string;',
  'libs/eventstore/src/index.ts': 'export type Position = number;',
  'libs/membership/src/index.ts': 'export const door = 1;',
  'libs/membership/src/contracts/index.ts': 'export type Told = string;',
  'libs/benefits/src/index.ts': 'export const door = 1;',
  'libs/benefits/src/claim/claim.events.ts': 'export type ClaimEvent = string;',
  'libs/benefits/src/claim/claim.commands.ts': 'export type ClaimCommand = string;',
  'libs/benefits/src/household/household.events.ts': 'export type HouseholdEvent = string;',
  'libs/benefits/src/household/household.decider.ts': 'export const householdDecider = 1;',
  'libs/eventstore/src/kurrent/kurrent-event-log.ts': 'export const log = 1;',
  'libs/eventstore/src/kurrent/double/kurrent-double.ts': 'export const double = 1;',
  'libs/benefits/src/projections/claims.projection.ts': 'export const claims = 1;',
  'libs/platform/src/b.ts': "import './a.js';\nexport const b = 1;",
};

const root = process.cwd();
const binary = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** Rules broken, by file; in a process of its own, as `npm run check` does. */
const violationsIn = (folder: string): Promise<readonly Violation[]> =>
  new Promise((resolve, reject) => {
    const options = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'apps', 'libs'];
    execFile(process.execPath, [binary, ...options], { cwd: folder, maxBuffer: 2 ** 28 }, (_, stdout, stderr) => {
      try {
        resolve((JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations);
      } catch {
        reject(new Error(`the import check itself failed: ${stderr}`));
      }
    });
  });

describe('the import rules', () => {
  let folder: string;
  let violations: readonly Violation[];
  const rulesBrokenBy = (file: string) => [
    ...new Set(violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)),
  ];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-rules-'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const file of ['.dependency-cruiser.mjs', 'package.json', 'tsconfig.json'])
      await cp(join(root, file), join(folder, file));
    const importing = [...breaks.map(([, , file, target]) => [file, target]), ...allowed.map(([, ...rest]) => rest)];
    const files = [...Object.entries(bystanders), ...importing.map(([file, target]) => [file, `import '${target}';`])];
    for (const [file = '', text = ''] of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), `${text}\n`);
    }
    await writeFile(join(folder, 'libs/benefits/src/claim/type.ts'), "import type { Position } from '#eventstore';\n");
    violations = await violationsIn(folder);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(breaks)('%s: %s', (rule, _, file) => expect(rulesBrokenBy(file)).toEqual([rule]));
  test.each(allowed)('allow: %s', (_, file) => expect(rulesBrokenBy(file)).toEqual([]));

  test('count imports of types as imports', () =>
    expect(rulesBrokenBy('libs/benefits/src/claim/type.ts')).toEqual(['deciders-are-pure']));

  test('are all among those seen to bite', async () => {
    const path = join(root, '.dependency-cruiser.mjs');
    const { default: config } = (await import(path)) as { default: { forbidden: readonly { name: string }[] } };
    expect([...new Set(breaks.map(([rule]) => rule))].sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
  });

  test('are kept by this repository', async () => {
    expect((await violationsIn(root)).map(({ from, rule }) => `${from}: ${rule.name}`)).toEqual([]);
  }, 60_000);
});
