import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Decisions,
  EventCodec,
  EventFeeds,
  EventLog,
  ephemeralKey,
  HmacOpaqueKeys,
  LogDecisions,
  MemoryDataKeys,
  MemoryEventLog,
  MemoryReadModels,
  OpaqueKeys,
  type Position,
  ProjectionRunner,
  ReadModels,
  type Shard,
} from '#eventstore';
import {
  type Application,
  Configuration,
  createApp,
  type DevTokenOptions,
  mintDevToken,
  ReadYourWrites,
} from '#platform';
import { subsidiesContext } from '../subsidies.module.js';

let dataDir: string;
let application: Application;
let runner: ProjectionRunner;
let url: string;

class UpToDate extends ReadYourWrites {
  async waitFor(shard: Shard, position: Position): Promise<void> {
    await runner.waitFor(shard, position);
  }
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'entraide-subsidies-'));
  const log = new MemoryEventLog();
  const models = new MemoryReadModels();
  const keys = new MemoryDataKeys(ephemeralKey());
  const codec = new EventCodec(keys);
  runner = new ProjectionRunner(
    new EventFeeds(log, events => codec.open('subsidies', events)),
    models,
    subsidiesContext.projections,
  );
  await runner.start();
  const silent = { write: () => undefined };
  application = await createApp([subsidiesContext], {
    configuration: new Configuration({ AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1', DATA_DIR: dataDir }),
    providers: [
      { provide: Decisions, useValue: new LogDecisions(log, codec, keys) },
      { provide: ReadModels, useValue: models },
      { provide: EventLog, useValue: log },
      { provide: OpaqueKeys, useValue: new HmacOpaqueKeys(ephemeralKey()) },
      { provide: ReadYourWrites, useValue: new UpToDate() },
    ],
    logTo: silent,
  });
  await application.app.listen(0, '127.0.0.1');
  url = await application.app.getUrl();
});

afterAll(async () => {
  await application.stop();
  await runner.stop();
  await rm(dataDir, { recursive: true });
});

type As = Pick<DevTokenOptions, 'role' | 'schemes' | 'funder'>;
const finance: As = { role: 'federation-finance', schemes: ['*'] };
let position = '';

const ask = async (method: string, path: string, body?: object, as: As = finance) => {
  const token = await mintDevToken({ dataDir, ...as });
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  if (position) headers['entraide-after'] = position;
  const response = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
  position = response.headers.get('entraide-position') ?? position;
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const contract = {
  version: '2025',
  perPerson: 3_500,
  wholePersons: true,
  window: { from: '2025-01-01', to: '2025-12-31' },
};
const subsidy = {
  fund: 'F-MATCH',
  household: 'H1',
  term: 1,
  persons: 4,
  perPerson: 3_500,
  currency: 'XOF',
  requestedOn: '2025-03-05',
};

describe('a fund over HTTP, from its funder to the scheme it pays', () => {
  test('needs a registered funder', async () => {
    const fund = { fund: 'F-MATCH', funder: 'ONG-SOLEIL', currency: 'XOF', contract };
    expect(await ask('POST', '/v1/funds', fund)).toMatchObject({
      status: 404,
      body: { code: 'subsidies.funder.unknown' },
    });
    expect((await ask('POST', '/v1/funders', { funder: 'ONG-SOLEIL', name: 'ONG Soleil' })).status).toBe(200);
    expect(await ask('GET', '/v1/funders/ONG-SOLEIL')).toMatchObject({ body: { name: 'ONG Soleil' } });
    expect((await ask('POST', '/v1/funds', fund)).status).toBe(200);
  });

  test('receives money, reserves and gives back', async () => {
    await ask('POST', '/v1/funds/F-MATCH/fundings', { reference: 'AVIS-1', amount: 17_500, receivedOn: '2025-01-15' });
    expect(await ask('POST', '/v1/schemes/DIOFIOR/subsidies', subsidy)).toMatchObject({
      status: 200,
      body: { amount: 14_000, served: 4, waiting: 0, reason: null },
    });
    expect(await ask('GET', '/v1/funds/F-MATCH')).toMatchObject({ body: { available: 3_500, reserved: 14_000 } });
    await ask('POST', '/v1/schemes/DIOFIOR/subsidies/H1/1/release', { releasedOn: '2025-03-10' });
    expect(await ask('GET', '/v1/funds/F-MATCH')).toMatchObject({ body: { available: 17_500, reserved: 0 } });
  });

  test('commits and settles', async () => {
    await ask('POST', '/v1/schemes/DIOFIOR/subsidies', { ...subsidy, household: 'H2' });
    await ask('POST', '/v1/schemes/DIOFIOR/subsidies/H2/1/commitment', { committedOn: '2025-04-01' });
    expect(
      await ask('POST', '/v1/funds/F-MATCH/settlements', { reference: 'VIR-1', settledOn: '2025-12-31' }),
    ).toMatchObject({ body: { settled: 14_000, committed: 0 } });
    const { body } = await ask('GET', '/v1/funds/F-MATCH/ledger?limit=2');
    expect(body.lines).toHaveLength(2);
  });

  test('shows a scheme its own households, a funder its own funds, and nobody what is not theirs', async () => {
    const clerk: As = { role: 'scheme-clerk', schemes: ['DIOFIOR'] };
    expect((await ask('GET', '/v1/schemes/DIOFIOR/subsidies?household=H2', undefined, clerk)).body).toMatchObject({
      subsidies: [{ household: 'H2', status: 'committed' }],
    });
    expect((await ask('GET', '/v1/schemes/LOUGA/subsidies', undefined, clerk)).status).toBe(404);
    expect((await ask('POST', '/v1/schemes/DIOFIOR/subsidies', subsidy, clerk)).status).toBe(403);
    const viewer = (funder: string): As => ({ role: 'funder-viewer', schemes: ['*'], funder });
    expect((await ask('GET', '/v1/funds/F-MATCH', undefined, viewer('ONG-SOLEIL'))).status).toBe(200);
    expect((await ask('GET', '/v1/funds/F-MATCH', undefined, viewer('ONG-LUNE'))).status).toBe(404);
    expect((await ask('POST', '/v1/schemes/LOUGA/subsidies/H2/1/release', { releasedOn: '2025-05-01' })).status).toBe(
      404,
    );
  });

  test.each([
    ['an amount of nothing', '/v1/funds/F-MATCH/fundings', { reference: 'A', amount: 0, receivedOn: '2025-01-15' }],
    ['a part of a franc', '/v1/funds/F-MATCH/fundings', { reference: 'A', amount: 0.5, receivedOn: '2025-01-15' }],
    [
      'a day that does not exist',
      '/v1/funds/F-MATCH/fundings',
      { reference: 'A', amount: 5, receivedOn: '2025-02-29' },
    ],
    ['a field nobody knows', '/v1/schemes/DIOFIOR/subsidies', { ...subsidy, colour: 'blue' }],
    ['a term that is no number', '/v1/schemes/DIOFIOR/subsidies/H1/first/release', { releasedOn: '2025-03-10' }],
    [
      'a contract without a window',
      '/v1/funds',
      { fund: 'F', funder: 'ONG-SOLEIL', currency: 'XOF', contract: { ...contract, window: undefined } },
    ],
  ])('refuses %s', async (_, path, body) => expect((await ask('POST', path, body)).status).toBe(400));
});

describe('the way of a franc over HTTP', () => {
  const auditor: As = { role: 'auditor', schemes: ['*'] };
  const viewer = (funder: string): As => ({ role: 'funder-viewer', schemes: ['*'], funder });
  const file = async (path: string, as: As) => {
    const token = await mintDevToken({ dataDir, ...as });
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type'), bytes };
  };

  test('is told whole to those who check, as a table too', async () => {
    expect(await ask('GET', '/v1/funds/F-MATCH/trace?funding=AVIS-1', undefined, auditor)).toMatchObject({
      status: 200,
      body: { settled: 14_000, total: 1, terms: [{ household: 'H2', settled: 14_000 }] },
    });
    const { type, bytes } = await file('/v1/funds/F-MATCH/trace.csv', auditor);
    expect(type).toContain('text/csv');
    const lines = bytes.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe('F-MATCH;AVIS-1;VIR-1;2025-12-31;settled;DIOFIOR;;H2;1;4;14000;XOF;');
  });

  test('is told whole to those who check on paper, and there by receipt', async () => {
    for (const query of ['', '?funding=AVIS-1']) {
      const paper = await file(`/v1/funds/F-MATCH/trace.pdf${query}`, auditor);
      expect(paper).toMatchObject({ status: 200, type: 'application/pdf' });
      expect(paper.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  test('is told to its funder in figures that say nothing of fewer than five households', async () => {
    const { body } = await ask('GET', '/v1/funds/F-MATCH/report', undefined, viewer('ONG-SOLEIL'));
    expect(body).toMatchObject({ settled: 14_000, villages: [{ scheme: '*', households: null, settled: null }] });
    expect(JSON.stringify(body)).not.toContain('H2');
    const paper = await file('/v1/funds/F-MATCH/report.pdf', viewer('ONG-SOLEIL'));
    expect(paper).toMatchObject({ status: 200, type: 'application/pdf' });
    expect(paper.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await ask('GET', '/v1/funds/F-MATCH/burn-down', undefined, viewer('ONG-SOLEIL'))).status).toBe(200);
  });

  test.each(['report', 'report.pdf', 'burn-down'])('is nowhere for another funder: %s', async what =>
    expect((await ask('GET', `/v1/funds/F-MATCH/${what}`, undefined, viewer('ONG-LUNE'))).status).toBe(404),
  );

  test.each(['trace', 'trace.csv', 'trace.pdf'])('is not told household by household to its funder: %s', async what =>
    expect((await ask('GET', `/v1/funds/F-MATCH/${what}`, undefined, viewer('ONG-SOLEIL'))).status).toBe(403),
  );

  test('is told back to a scheme of its own households only', async () => {
    const manager = (scheme: string): As => ({ role: 'scheme-manager', schemes: [scheme] });
    expect(await ask('GET', '/v1/schemes/DIOFIOR/subsidies/H2/funders', undefined, manager('DIOFIOR'))).toMatchObject({
      body: { terms: [{ fund: 'F-MATCH', funder: 'ONG-SOLEIL', settled: 14_000 }] },
    });
    expect((await ask('GET', '/v1/schemes/LOUGA/subsidies/H2/funders', undefined, manager('LOUGA'))).status).toBe(404);
    expect((await ask('GET', '/v1/schemes/DIOFIOR/subsidies/H2/funders', undefined, manager('LOUGA'))).status).toBe(
      404,
    );
    const year = 'from=2025-01-01&to=2025-12-31';
    expect(
      await ask('GET', `/v1/schemes/DIOFIOR/subsidies/transfers?${year}`, undefined, manager('DIOFIOR')),
    ).toMatchObject({ body: { funds: [{ fund: 'F-MATCH', received: 14_000, net: 14_000 }] } });
  });

  describe('is tried under another contract', () => {
    const tried = (change: object, more: object = {}, as: As = auditor, fund = 'F-MATCH') =>
      ask('POST', `/v1/funds/${fund}/contracts/simulation`, { contract: { ...contract, ...change }, ...more }, as);

    test('and nothing is written', async () => {
      const before = await ask('GET', '/v1/funds/F-MATCH');
      expect(await tried({ version: '2', perPerson: 1_000 }, { from: '2025-01-01' })).toMatchObject({
        body: {
          ...{ contract: '2', currency: 'XOF', from: '2025-01-01', free: { now: 3_500, then: 13_500 } },
          schemes: [{ now: { scheme: 'DIOFIOR', granted: 14_000 }, then: { granted: 4_000 } }],
          ...{ gained: { households: 0 }, lost: { households: null, amount: null } },
        },
      });
      expect(await ask('GET', '/v1/funds/F-MATCH')).toEqual(before);
    });

    test.each([
      ['a contract no fund could have', { window: { from: '2025-12-31', to: '2025-01-01' } }, {}, 422],
      ['a part above the whole', { share: { of: 'gross', percent: 101 } }, {}, 400],
      ['a day that does not exist', {}, { from: '2025-02-29' }, 400],
      ['a field nobody knows', {}, { colour: 'blue' }, 400],
    ])('refuses %s', async (_, change, more, status) => expect((await tried(change, more)).status).toBe(status));

    test('by those who check, on funds there are', async () => {
      expect((await tried({}, {}, viewer('ONG-SOLEIL'))).status).toBe(403);
      expect((await tried({}, {}, auditor, 'F-NONE')).status).toBe(404);
    });
  });
});
