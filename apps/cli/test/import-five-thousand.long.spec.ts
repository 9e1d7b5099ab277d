import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everyScheme } from '#eventstore';
import { Desk } from '../../all-in-one/test/desk.js';
import { type Backstage, openBackstage } from '../../all-in-one/test/open-stage.fixture.js';
import { demoWorld } from '../../../infra/demo/src/federation.js';
import { joiningOf } from '../../../infra/demo/src/joining.js';
import { householdOf } from '../../../infra/demo/src/people.js';
import { zabre } from '../../../infra/demo/src/schemes.js';
import { memberTable } from '../../../libs/membership/src/projections/household.entity.js';
import { importHouseholds } from '../src/commands/import.js';

const { setting, populations } = demoWorld();
const [population] = populations;
const { seed, calendar } = setting;
const header = [
  'ménage',
  'section',
  'adhérent',
  'nom',
  'sexe',
  'naissance',
  'lien',
  'date_adhésion',
  'couvert_du',
  'couvert_au',
];
const relations = { policyholder: 'adhérent', spouse: 'conjoint', child: 'enfant', parent: 'parent', other: 'autre' };

/** The paper register of the demo federation's first scheme: a row for each of its 5,000 persons. */
const rows = Array.from({ length: population.households }, (_, index) => {
  const { household, section, people } = householdOf(seed, zabre, index, population.sizeOf(index), calendar);
  const { enrolled, takenOver } = joiningOf(seed, zabre, index, calendar);
  // Whoever brings cover along signed before it began.
  const signed = calendar.day(takenOver?.from ?? enrolled);
  const cover = takenOver ? [calendar.day(takenOver.from), calendar.day(takenOver.to)] : ['', ''];
  return people.map(({ name, sex, birthDate, relation }, at) => [
    ...[household, section, at === 0 ? 'oui' : 'non', name, sex, birthDate, relations[relation], signed],
    ...cover,
  ]);
}).flat();

/** What a tired hand writes, in another cell each time: the column, and what stands there. */
const slips = [
  ['naissance', '1990-13-01'],
  ['sexe', 'Z'],
  ['nom', ''],
  ['section', 'NULLEPART'],
  ['lien', 'voisin'],
] as const;
const spoiled = (cells: readonly string[], at: number): readonly string[] => {
  if (at % 250 !== 7) return cells;
  const [column, value] = slips[Math.floor(at / 250) % slips.length]!;
  return cells.map((cell, index) => (header[index] === column ? value : cell));
};
const badLines = rows.flatMap((_, at) => (at % 250 === 7 ? [at + 2] : []));

let backstage: Backstage;
const folder = mkdtempSync(join(tmpdir(), 'entraide-register-'));
const written: string[] = [];
const file = (name: string, of: readonly (readonly string[])[]): string => {
  writeFileSync(join(folder, name), [header, ...of].map(cells => cells.join(';')).join('\n'));
  return join(folder, name);
};

beforeAll(async () => {
  backstage = await openBackstage();
  const desk = new Desk(backstage.stage);
  const asked = { as: 'federation-admin', on: '2026-06-30' } as const;
  const { scheme, name, product, coverRules, plan, sections } = zabre;
  await desk.do('RegisterScheme', { scheme, name, federation: 'FED', currency: 'XOF' }, asked);
  for (const section of sections) await desk.do('OpenSection', { scheme, ...section }, asked);
  await desk.do('PublishCoverRules', { scheme, product, ...coverRules }, asked);
  await desk.do('PublishPlan', { scheme, product, ...plan }, asked);
  process.env['ENTRAIDE_TOKEN'] = await backstage.stage.tokenFor('scheme-clerk', [scheme]);
  const [approval] = Object.values(await backstage.stage.approvalOf('board'));
  process.env['ENTRAIDE_APPROVAL_TOKEN'] = approval!.slice('Bearer '.length);
  jest.spyOn(process.stdout, 'write').mockImplementation(text => written.push(String(text)) > 0);
}, 180_000);

afterAll(async () => {
  delete process.env['ENTRAIDE_TOKEN'];
  delete process.env['ENTRAIDE_APPROVAL_TOKEN'];
  jest.restoreAllMocks();
  await backstage.close();
  rmSync(folder, { recursive: true });
}, 60_000);

test('a register of 5,000 people: previewed, told what is wrong line by line, and the same however often it is read', async () => {
  const { stage } = backstage;
  const head = async () => {
    await stage.settled();
    return stage.stores.log.head('membership');
  };
  const { scheme, product } = zabre;
  const options = { scheme, product, url: stage.url, approvedBy: 'board' };
  const timed = async (path: string, preview = false): Promise<number> => {
    const began = performance.now();
    await importHouseholds(path, { ...options, preview });
    return Math.round(performance.now() - began);
  };
  expect(rows).toHaveLength(5_000);
  const register = file('registre.csv', rows.map(spoiled));
  const before = await head();

  const previewed_ms = await timed(register, true);
  expect(await head()).toBe(before);
  expect(written.join('')).toContain(`Laissés de côté : ${badLines.length} ménages`);
  // Each bad line is named, with what to do about it.
  const told = readFileSync(join(folder, 'registre.erreurs.csv'), 'utf8').trim().split(/\r?\n/);
  const [columns, ...given] = told.map(line => line.split(';'));
  const [line, reason] = ['ligne', 'motif'].map(name => columns!.indexOf(name));
  const named = given.filter(cells => (cells[reason!] ?? '') !== '');
  for (const bad of badLines) expect(named.map(cells => cells[line!])).toContain(String(bad));

  const first_ms = await timed(register);
  const after = await head();
  expect(after).toBeGreaterThan(before);
  const again_ms = await timed(register);
  expect(await head()).toBe(after);

  await timed(file('corrigé.csv', rows));
  await head();
  expect(await stage.stores.models.count(everyScheme, memberTable, { scheme })).toBe(5_000);
  // Nobody is compared with an index of names: registers are opened, near in age only.
  const asked = { as: 'federation-admin', on: '2026-06-30' } as const;
  const household = rows[0]![0]!;
  const searched: number[] = [];
  for (let time = 0; time < 2; time += 1) {
    const began = performance.now();
    const { status } = await new Desk(stage).ask('DuplicateCandidates', { household }, asked);
    searched.push(Math.round(performance.now() - began));
    expect(status).toBe(200);
  }
  const bad = `${badLines.length} bad lines`;
  process.stderr.write(
    `\n5000 people, ${bad}: preview ${previewed_ms} ms, import ${first_ms} ms, again ${again_ms} ms, ` +
      `a household looked for in all registers ${searched.join(' ms, then ')} ms\n`,
  );
}, 600_000);
