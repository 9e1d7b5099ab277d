import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenStage, readScenario, runScenario } from '#scenarios';
import { type Backstage, openBackstage } from '../../all-in-one/test/open-stage.fixture.js';
import { importHouseholds } from '../src/commands/import.js';
import { UsageError } from '../src/exit.js';

/** A paper register goes through the same operations as the counter, and leaves nothing half-written. */
describe('import households', () => {
  let backstage: Backstage;
  let stage: OpenStage;
  const folder = mkdtempSync(join(tmpdir(), 'entraide-import-'));
  const options = () => ({ scheme: 'A', product: 'ESSENTIEL', url: stage.url, approvedBy: 'board', json: true });
  const file = (name: string, ...lines: readonly string[]): string => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  const header =
    'ménage;section;adhérent;nom;sexe;naissance;lien;date_adhesion;couvert_du;couvert_au;reçu;montant;date_recu';
  const head = () => stage.stores.log.head('membership');

  beforeAll(async () => {
    backstage = await openBackstage();
    stage = backstage.stage;
    const { failed } = await runScenario(stage, {
      ...(await readScenario('libs/benefits/scenarios/last-day-of-cover.yaml')),
    });
    expect(failed).toEqual([]);
    const token = await stage.tokenFor('scheme-clerk', ['A']);
    // The importer names no instant: the register's context is where the scenario ended.
    const now = { authorization: `Bearer ${token}`, 'entraide-instant': '2026-01-02T12:00:00.000Z' };
    expect((await stage.send('GET', '/v1/schemes/A/households', now)).status).toBe(200);
    process.env['ENTRAIDE_TOKEN'] = token;
    const [approval] = Object.values(await stage.approvalOf('board'));
    process.env['ENTRAIDE_APPROVAL_TOKEN'] = approval!.slice('Bearer '.length);
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  }, 120_000);
  afterAll(async () => {
    delete process.env['ENTRAIDE_TOKEN'];
    delete process.env['ENTRAIDE_APPROVAL_TOKEN'];
    jest.restoreAllMocks();
    await backstage.close();
    rmSync(folder, { recursive: true });
  }, 60_000);

  const good = [
    header,
    'M1;ZABRE;oui;Salam Bancé;M;1980-02-03;;2025-12-01;2025-12-01;2026-11-30;;;',
    'M1;ZABRE;non;Poko Bancé;F;1984-05-06;conjoint;2025-12-01;;;;;',
    'M2;ZABRE;oui;Rasmata Zampou;F;1990-01-01;;2025-12-05;2025-12-05;2026-11-30;;;',
  ];

  test('a preview records nothing', async () => {
    const before = await head();
    expect(await importHouseholds(file('good.csv', ...good), { ...options(), preview: true })).toBe(0);
    expect(await head()).toBe(before);
  });

  test('what is right is recorded, what is wrong is given back with its line; the corrected file adds only what is new', async () => {
    const mixed = file(
      'mixed.csv',
      ...good,
      'M3;ZABRE;oui;Issa Lengani;M;1990-13-01;;2025-12-05;;;;;',
      'M4;NULLEPART;oui;Awa Lengani;F;1990-01-01;;2025-12-05;;;;;',
    );
    expect(await importHouseholds(mixed, options())).toBe(2);
    await stage.settled();
    const errors = readFileSync(join(folder, 'mixed.erreurs.csv'), 'utf8');
    expect(errors).toContain('Issa Lengani');
    expect(errors).toContain('Awa Lengani');
    expect(errors).not.toContain('Salam Bancé');
    const after = await head();
    expect((await stage.stores.log.readStream('membership', 'membership.household-M1')).length).toBeGreaterThan(1);
    expect(await stage.stores.log.readStream('membership', 'membership.household-M3')).toEqual([]);

    expect(await importHouseholds(mixed, options())).toBe(2);
    await stage.settled();
    expect(await head()).toBe(after);

    const corrected = file('corrected.csv', ...good, 'M3;ZABRE;oui;Issa Lengani;M;1990-12-01;;2025-12-05;;;;;');
    expect(await importHouseholds(corrected, options())).toBe(0);
    await stage.settled();
    expect(await stage.stores.log.readStream('membership', 'membership.household-M3')).not.toEqual([]);
  });

  test('a group enrols by one file: its households are on its slip, once, however often the file is read', async () => {
    const formed = {
      group: 'G9',
      kind: 'creditGroup',
      name: 'Femmes',
      section: 'ZABRE',
      collector: 'P-9',
      on: '2025-12-01',
    };
    const { method, url, body } = stage.operations.call('FormGroup', { scheme: 'A', ...formed });
    const asked = { authorization: `Bearer ${await stage.tokenFor('scheme-clerk', ['A'])}` };
    expect((await stage.send(method, url, asked, body)).status).toBe(200);
    const rows = [
      'G9-1;ZABRE;oui;Awa Zampou;F;1980-02-03;;2025-12-03;;;;;',
      'G9-2;ZABRE;oui;Poko Lengani;F;1984-05-06;;2025-12-04;;;;;',
      'G9-2;ZABRE;non;Issa Lengani;M;2014-05-06;enfant;2025-12-04;;;;;',
    ];
    const register = file('group.csv', header, ...rows);
    await expect(importHouseholds(register, { ...options(), group: 'NONE' })).rejects.toThrow(/404/);
    expect(await importHouseholds(register, { ...options(), group: 'G9' })).toBe(0);
    await stage.settled();
    const after = await head();
    expect(await importHouseholds(register, { ...options(), group: 'G9' })).toBe(0);
    await stage.settled();
    expect(await head()).toBe(after);
    const slip = async (paper: string, on: string) =>
      stage.send('GET', `/v1/schemes/A/groups/G9/slip${paper}?on=${on}`, asked);
    expect((await slip('', '2025-12-04')).body).toMatchObject({
      households: [
        { household: 'G9-1', persons: 1 },
        { household: 'G9-2', persons: 2 },
      ],
      persons: 3,
    });
    expect((await slip('', '2025-12-03')).body).toMatchObject({ households: [{ household: 'G9-1' }], persons: 1 });
    for (const paper of ['.csv', '.pdf']) expect((await slip(paper, '2025-12-04')).status).toBe(200);
  });

  test('a file that is no register, that is not there, a scheme of somebody else: said, and nothing recorded', async () => {
    const before = await head();
    expect(await importHouseholds(file('broken.csv', header, 'M9;"ZABRE;oui'), options())).toBe(2);
    await expect(importHouseholds(join(folder, 'nowhere.csv'), options())).rejects.toThrow(UsageError);
    await expect(importHouseholds(file('good.csv', ...good), { ...options(), scheme: 'B' })).rejects.toThrow(/404/);
    expect(await head()).toBe(before);
  });
});
