import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Rebuild, shards } from '#eventstore';
import { type Role, signWebhook } from '#platform';
import type { OpenStage } from '#scenarios';
import { contexts } from '../../cli/src/contexts.js';
import { type Asked, Desk, type Told } from './desk.js';
import { diagnosis, identity, medical, personal, tellingReasons } from './canaries.js';
import { enrol, found, secretActs, secretItem } from './founding.js';
import { type Backstage, distributed, openBackstage } from './open-stage.fixture.js';
import { everythingStored, type StoredText } from './stored-texts.js';

const { consultation, antenatal, delivery, test: testing, medicine } = secretActs;

const foundIn = (text: string, words: readonly string[] = personal): string[] =>
  words.filter(word => text.includes(word));

/** Acts stand in the clear where they concern nobody: in what the scheme publishes. */
const catalogue = ['benefits.PackagePublished', 'benefits.TariffPublished'];
const isCatalogue = ({ text }: StoredText): boolean => catalogue.some(type => text.includes(type));

const centre: Asked = { as: 'provider-client', provider: 'CSPS-1' };
const secrets: string[] = [];
let backstage: Backstage;
let stage: OpenStage;
let desk: Desk;

const bill = (claim: string, act: string, serviceDate: string, more: object = {}) => ({
  ...{ scheme: 'A', claim, provider: 'CSPS-1', beneficiary: 'P1', serviceDate, diagnosis },
  lines: [{ act, quantity: 1, unitPrice: 500, ...more }],
});
const firstVisit = bill('C1', consultation, '2025-02-10');

beforeAll(async () => {
  backstage = await openBackstage();
  stage = backstage.stage;
  desk = new Desk(stage);
  await tell();
}, 120_000);

afterAll(() => backstage.close(), 60_000);

/** A year of one household, with something of everything that could give somebody away. */
const tell = async (): Promise<void> => {
  const finance: Asked = { as: 'federation-finance', on: '2024-10-01' };
  await desk.do('RegisterFunder', { funder: 'G1', name: 'Bailleur Discret' }, finance);
  const contract = { version: '1', perPerson: 3500, wholePersons: true };
  const window = { from: '2024-01-01', to: '2026-12-31' };
  await desk.do('OpenFund', { fund: 'F1', funder: 'G1', currency: 'XOF', contract: { ...contract, window } }, finance);
  await desk.do('RecordFunding', { fund: 'F1', reference: 'A1', amount: 900_000, receivedOn: '2024-10-01' }, finance);
  await found(desk, 'A', 'CSPS-1');
  await enrol(desk, 'A', 'H1', [
    { person: 'P1', name: 'Canari Zoungrana', sex: 'F', birthDate: '1999-08-07' },
    { person: 'P2', name: 'Doyen Zoungrana', sex: 'M', birthDate: '1961-02-03' },
  ]);
  const birth = { person: 'P3', name: 'Enfançon Zoungrana', sex: 'F', bornOn: '2025-03-01', declaredOn: '2025-03-05' };
  await desk.do('DeclareBirth', { scheme: 'A', household: 'H1', ...birth }, { as: 'scheme-clerk', on: '2025-03-05' });

  await subscribe();
  await desk.do('SubmitClaim', firstVisit, { ...centre, on: '2025-02-11', key: 'first-visit' });
  await desk.do('SubmitClaim', bill('C2', testing, '2025-02-12'), { ...centre, on: '2025-02-12' });
  await desk.do('SubmitClaim', bill('C3', medicine, '2025-02-13', { item: secretItem }), {
    ...centre,
    on: '2025-02-13',
  });
  await desk.do('SubmitClaim', bill('C4', delivery, '2025-03-01', { unitPrice: 6000 }), {
    ...centre,
    on: '2025-03-01',
  });
  const session = { attestation: 'S1', provider: 'CSPS-1', beneficiary: 'P1', act: antenatal, heldOn: '2025-02-20' };
  await desk.do('AttestSession', { scheme: 'A', ...session }, { ...centre, on: '2025-03-02' });
  await desk.do(
    'SubmitClaim',
    { ...bill('C5', consultation, '2025-03-03'), beneficiary: 'NOBODY' },
    { ...centre, on: '2025-03-03' },
  );
  const manager: Asked = { as: 'scheme-manager', on: '2025-04-01' };
  await desk.do('IssueRemittance', { scheme: 'A', remittance: 'R1', provider: 'CSPS-1', upTo: '2025-03-31' }, manager);
  await desk.do('ReverseClaim', { scheme: 'A', claim: 'C3', reason: 'motif-canari' }, manager);
  const extra = { scheme: 'A', receipt: 'H1-2', household: 'H1', amount: 500, receivedOn: '2025-04-01' };
  await desk.do('RecordReceipt', extra, { ...manager, as: 'scheme-clerk' });
  const voiding = {
    scheme: 'A',
    receipt: 'H1-2',
    household: 'H1',
    voidedOn: '2025-04-01',
    reason: 'annulation-canari',
  };
  await desk.do('VoidReceipt', voiding, manager);
  await deliver();
  await stumble();
};

/** From now on the provider's system is told what is decided; its address bears a token. */
const subscribe = async (): Promise<void> => {
  const url = 'https://csps.example.org/?token=jeton-canari';
  const asked = { scheme: 'A', provider: 'CSPS-1', endpoint: 'E1', url };
  const { body } = await desk.do('SubscribeWebhook', asked, { ...centre, on: '2025-02-11' });
  secrets.push(String(body['secret']), 'jeton-canari');
};

const deliver = async (): Promise<void> => {
  const { body } = await desk.do(
    'RegisterEndpoint',
    { scheme: 'A', provider: 'CSPS-1', endpoint: 'E1' },
    { as: 'federation-admin', on: '2025-05-01' },
  );
  const key = String(body['secret']);
  secrets.push(key);
  const { scheme: _, ...data } = bill('W1', consultation, '2025-05-02');
  const sent = JSON.stringify({ type: 'claim.submitted', data });
  const instant = desk.instant('2025-05-02');
  const timestamp = Date.parse(instant['entraide-instant']) / 1000;
  const signed = signWebhook({ id: 'msg_1', timestamp, rawBody: Buffer.from(sent), keys: [key] });
  expect(await stage.send('POST', '/v1/hooks/E1', { ...signed, ...instant }, sent)).toMatchObject({ status: 200 });
  await stage.settled();
};

/** Requests that are refused, with the same words in every place where a caller can put a word. */
const stumble = async (): Promise<void> => {
  const authorization = `Bearer ${await stage.tokenFor('scheme-clerk', ['*'])}`;
  const headers = { authorization, 'entraide-instant': '2025-05-03T08:00:00.000Z' };
  const post = async (url: string, body: string, more: Record<string, string> = {}) => {
    const told = await stage.send('POST', url, { ...headers, ...more }, body);
    desk.told.push({ operation: url, as: 'scheme-clerk', ...told } as Told);
    expect(told.status).toBeGreaterThanOrEqual(400);
  };
  const claims = '/v1/schemes/A/claims';
  await post(claims, `{"name":"Canari Zoungrana","diagnosis":"${diagnosis}`);
  await post(claims, JSON.stringify({ ...firstVisit, scheme: undefined, serviceDate: diagnosis }));
  await post(claims, JSON.stringify({ ...firstVisit, scheme: undefined, lines: [{ act: { canari: consultation } }] }));
  await post(claims, JSON.stringify({ ...firstVisit, scheme: undefined, claim: 'C1', serviceDate: '2025-02-09' }));
  await post(
    '/v1/schemes/A/households',
    JSON.stringify({ household: 'H2', persons: [{ name: 'Canari\r\nZoungrana' }] }),
  );
  await post('/v1/schemes/A/claims', '{}', { 'idempotency-key': 'Canari Zoungrana' });
  await post('/v1/schemes/A/claims?name=Zoungrana', '{}', { 'x-request-id': 'Canari' });
};

describe('what is kept, said and logged', () => {
  test('the story was told: claims were paid, refused, decided again and reversed', async () => {
    const seen = async (claim: string) =>
      (await desk.ask('Claim', { scheme: 'A', claim }, { as: 'medical-reviewer' })).body;
    expect(await seen('C1')).toMatchObject({ status: 'approved', lines: [{ act: consultation }] });
    expect(await seen('C4')).toMatchObject({ status: 'approved', decision: 2 });
    expect(await seen('C3')).toMatchObject({ status: 'reversed' });
    expect(await seen('C5')).toMatchObject({ status: 'rejected' });
    expect(await seen('W1')).toMatchObject({ status: 'approved' });
  });

  test('nothing of a person stands in the clear in any table', async () => {
    const stored = await everythingStored(backstage.superUrl());
    expect(stored.length).toBeGreaterThan(150);
    const leaks = stored
      .filter(row => !isCatalogue(row))
      .flatMap(({ table, text }) => foundIn(text, [...personal, ...secrets]).map(word => `${table}: ${word}`));
    expect(leaks).toEqual([]);
  });

  test('no reason that tells what was treated stands in the clear', async () => {
    const stored = await everythingStored(backstage.superUrl());
    expect(stored.filter(({ text }) => tellingReasons.test(text)).map(({ table }) => table)).toEqual([]);
  });

  test('nor the hash of a request, from which its act could be guessed', async () => {
    const { scheme: _, ...body } = firstVisit;
    const hash = createHash('sha256').update('POST /v1/schemes/A/claims\n').update(JSON.stringify(body)).digest();
    for (const { text, table } of await everythingStored(backstage.superUrl()))
      expect([
        table,
        foundIn(text, [hash.toString('hex'), hash.toString('base64'), hash.toString('base64url')]),
      ]).toEqual([table, []]);
  });

  test('messages between the contexts carry ids, days and amounts', async () => {
    const messages = await backstage.said();
    expect(messages.length).toBeGreaterThan(5);
    expect(messages.flatMap(message => foundIn(message))).toEqual([]);
    expect(messages.filter(message => tellingReasons.test(message))).toEqual([]);
  });

  test('the log holds nothing of it, and one line stays one line', async () => {
    const text = await backstage.logged();
    const logged = text.trimEnd().split('\n');
    expect(logged.length).toBeGreaterThan(50);
    expect(foundIn(text, [...personal, ...secrets, 'eyJ'])).toEqual([]);
    for (const line of logged) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  test('a refusal repeats nothing of what was sent', () => {
    const refused = desk.told.filter(({ status }) => status >= 400);
    expect(refused.length).toBeGreaterThanOrEqual(7);
    expect(refused.flatMap(({ body }) => foundIn(JSON.stringify(body)))).toEqual([]);
  });
});

/** Every question the application answers, asked about this household by everyone who may ask it. */
/** Parameters without which a question is none, by operation. */
const requiredOf = new Map(
  Object.values(JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')).paths as Record<string, Described>)
    .flatMap(({ get }) => get ?? [])
    .map(({ operationId, parameters = [] }) => [
      operationId,
      parameters.flatMap(({ name, in: where, required }) => (where === 'query' && required ? [name] : [])),
    ]),
);
interface Described {
  readonly get?: {
    readonly operationId: string;
    readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  };
}

const someEvent = async (): Promise<string> => {
  const [first] = await stage.stores.log.readStream('benefits', 'benefits.claim-A.C1');
  return first!.eventId;
};

const everyAnswer = async (): Promise<Told[]> => {
  const about = { scheme: 'A', household: 'H1', person: 'P1', claim: 'C4', provider: 'CSPS-1', product: 'ESS' };
  const days = { from: '2025-01-01', to: '2025-12-31', asOf: '2025-06-01', effective: '2025-06-01' };
  const log = { context: 'benefits', event: await someEvent(), stream: 'benefits.claim-A.C4' };
  const other = { remittance: 'R1', remittances: 'R1', endpoint: 'E1', ...log };
  const all: Record<string, string> = { ...about, ...days, ...other, fund: 'F1', funder: 'G1', receipt: 'H1-1' };
  const answers: Told[] = [];
  for (const name of stage.operations.names) {
    const { verb, roles, pathParameters } = stage.operations.named(name);
    if (verb !== 'GET') continue;
    const needed = [...pathParameters, ...(requiredOf.get(name) ?? [])];
    // What the story does not tell of has an id nobody knows.
    const input = Object.fromEntries(needed.map(parameter => [parameter, all[parameter] ?? 'NOBODY']));
    if (name === 'ConsistencyProof') input['from'] = '1';
    // What was published names acts: what an auditor is shown of a person does not.
    if (['RecordedEvents', 'Differences'].includes(name)) input['person'] = 'P1';
    for (const as of roles as Role[])
      answers.push(await desk.ask(name, input, { as, provider: 'CSPS-1', funder: 'G1', on: '2025-06-02' }));
  }
  return answers;
};
/** About things the story does not tell of: whoever may ask is told that there is none. */
const untold = [
  ...['FederationTree', 'GroupSlip', 'CashBook', 'CashBookExport', 'Booklet', 'Cofunding', 'Grant', 'Partner'],
  ...['PartnerReferrals', 'Sample', 'PaymentFile', 'EducationAccount', 'Award', 'Payment', 'Photo'],
  ...['CashBookPdf', 'Clearing', 'SchemeClearing', 'GroupSlipPdf', 'GroupSlipCsv'],
];
/** A service seals within a minute; what is played here in one process is sealed when somebody asks. */
const notSealedYet = distributed ? ['ConsistencyProof', 'EventProof', 'CheckpointPdf'] : [];
const unansweredOf = (answers: readonly Told[]) =>
  answers
    .filter(
      ({ status, operation }) =>
        status !== 200 &&
        !([404, 409].includes(status) && untold.includes(operation)) &&
        !([404, 422].includes(status) && notSealedYet.includes(operation)),
    )
    .map(({ operation, as, status, body }) => `${operation} to ${as}: ${status} ${JSON.stringify(body)}`);
/** What was published for all to read. */
const published = ['Package'];

describe('who reads what', () => {
  let answers: Told[];
  beforeAll(async () => {
    answers = (await everyAnswer()).filter(({ operation }) => !published.includes(operation));
  }, 120_000);
  const told = (roles: readonly string[], words: readonly string[]) =>
    answers
      .filter(({ as }) => roles.includes(as))
      .flatMap(({ operation, as, body }) =>
        foundIn(JSON.stringify(body), words).map(word => `${operation} to ${as}: ${word}`),
      );

  test('everyone was answered', () => {
    expect(answers.length).toBeGreaterThan(40);
    expect(unansweredOf(answers)).toEqual([]);
  });

  const staff = [
    'scheme-manager',
    'scheme-clerk',
    'federation-admin',
    'federation-finance',
    'auditor',
    'funder-viewer',
  ];
  test('no act, diagnosis or reason for those who do not care for the sick', () => {
    expect(told(staff, medical)).toEqual([]);
    const reasons = answers.filter(({ as, body }) => staff.includes(as) && tellingReasons.test(JSON.stringify(body)));
    expect(reasons.map(({ operation, as }) => `${operation} to ${as}`)).toEqual([]);
  });

  test('nor why a claim was decided again, when that tells what was treated', () => {
    const because = (as: string) => {
      const { body } = answers.find(one => one.operation === 'Claim' && one.as === as)!;
      return (body['decisions'] as { because: string }[]).map(decision => decision.because);
    };
    expect(because('scheme-manager')).toEqual(['submitted', 'reconsidered']);
    expect(because('medical-reviewer')).toEqual(['submitted', 'evidenceChanged']);
  });

  test('no name for auditors, funders, providers, reviewers and the federation', () => {
    const without = [
      'auditor',
      'funder-viewer',
      'provider-client',
      'medical-reviewer',
      'federation-finance',
      'federation-admin',
    ];
    expect(told(without, identity)).toEqual([]);
  });

  test('those who serve the member read the name, those who care the act', () => {
    expect(told(['scheme-clerk'], ['Canari Zoungrana'])).toEqual([
      'Household to scheme-clerk: Canari Zoungrana',
      'MembersRegisterCsv to scheme-clerk: Canari Zoungrana',
    ]);
    expect(told(['medical-reviewer'], [delivery])).not.toEqual([]);
    expect(told(['provider-client'], [delivery])).toEqual([
      `Claim to provider-client: ${delivery}`,
      `Explanation to provider-client: ${delivery}`,
    ]);
  });

  test('a funder is not told whom its money helped', () => {
    const ledger = answers.find(({ operation, as }) => operation === 'FundLedger' && as === 'funder-viewer')!;
    expect((ledger.body['lines'] as object[]).length).toBeGreaterThan(4);
    // Keys, signatures, fingerprints and packed bytes may spell anything: what is on the paper, its own spec reads.
    const said = told(['funder-viewer'], ['H1', 'P1', 'P2']);
    expect(
      said.filter(
        one => !/^(ProofLogs|Checkpoints|ConsistencyProof|EventProof|CheckpointPdf|FundReportPaper) /.test(one),
      ),
    ).toEqual([]);
  });

  test('who may not read acts cannot guess at them either', async () => {
    const guess = (as: Asked, act: string) =>
      desk.ask('SubmitClaim', { ...firstVisit, lines: [{ act, quantity: 1, unitPrice: 500 }] }, as);
    const clerk: Asked = { as: 'scheme-clerk' };
    const [right, wrong] = [await guess(clerk, consultation), await guess(clerk, testing)];
    expect([right.status, wrong.status]).toEqual([409, 409]);
    expect(right.body).toEqual(wrong.body);
    expect((await guess({ as: 'scheme-manager' }, consultation)).status).toBe(403);
    expect((await guess(centre, consultation)).status).toBe(200);
  });

  test('the answer of a command is told again to whoever gave it, and to nobody else', async () => {
    const again = await desk.ask('SubmitClaim', firstVisit, { ...centre, on: '2025-06-02', key: 'first-visit' });
    expect(again).toMatchObject({ status: 200, body: { lines: [{ act: consultation }] } });
    expect(again.headers['idempotent-replayed']).toBe('true');
    const other = await desk.ask('SubmitClaim', firstVisit, {
      as: 'scheme-clerk',
      on: '2025-06-02',
      key: 'first-visit',
    });
    expect(other.status).toBe(409);
  });
});

describe('once the keys of the persons are destroyed', () => {
  const hashes = async () => {
    const { models } = stage.stores;
    const all = contexts.flatMap(({ projections }) => projections);
    return Promise.all(
      all.map(async ({ name, shard, tables }) => [
        name,
        (await models.stateHash(shard, tables, { checkpoint: name })).hash,
      ]),
    );
  };
  let before: Awaited<ReturnType<typeof hashes>>;
  beforeAll(async () => {
    before = await hashes();
    const { keys } = stage.stores;
    for (const shard of shards.filter(name => contexts.some(context => context.shard === name)))
      for (const subject of ['P1', 'P2', 'P3', 'NOBODY', 'H1', 'G1']) await keys.destroy(shard, subject);
    await stage.forget();
  }, 60_000);

  test('names and acts are gone from every answer', async () => {
    const answers = (await everyAnswer()).filter(({ operation }) => !published.includes(operation));
    expect(unansweredOf(answers)).toEqual([]);
    const rights = answers.filter(({ operation }) => operation !== 'RemainingRights');
    expect(
      rights.flatMap(({ operation, body }) => foundIn(JSON.stringify(body)).map(word => `${operation}: ${word}`)),
    ).toEqual([]);
  });

  test('an answer that was kept is gone with them', async () => {
    const again = await desk.ask('SubmitClaim', firstVisit, { ...centre, on: '2025-06-02', key: 'first-visit' });
    expect(again.body).toEqual({ erased: true });
  });

  test('no read model changes, and each is still what its log makes of nothing', async () => {
    expect(await hashes()).toEqual(before);
    const { models, log, codec } = stage.stores;
    for (const projection of contexts.flatMap(({ projections }) => projections)) {
      const { name, shard, tables } = projection;
      const live = await models.stateHash(shard, tables, { checkpoint: name });
      await new Rebuild(log, events => codec.open(shard, events), models).replayInto(models, [projection], 'again', {
        upTo: live.position ?? 0,
      });
      const replayed = await models.stateHash(shard, tables, { generation: 'again' });
      await models.dropGeneration(shard, tables, 'again');
      expect([name, replayed.hash]).toEqual([name, live.hash]);
    }
  });
});
