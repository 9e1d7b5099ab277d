import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenStage } from '#scenarios';
import { type Asked, Desk } from './desk.js';
import { enrol, found, secretActs } from './founding.js';
import { type Backstage, openBackstage } from './open-stage.fixture.js';

let backstage: Backstage;
let stage: OpenStage;
let desk: Desk;

/** Two schemes that know nothing of one another, and whose ids happen to be the same wherever they choose them. */
beforeAll(async () => {
  backstage = await openBackstage();
  stage = backstage.stage;
  desk = new Desk(stage);
  for (const scheme of ['A', 'B']) await found(desk, scheme, 'CSPS-1');
  await enrol(desk, 'A', 'HA', [{ person: 'PA', name: 'Awa', sex: 'F', birthDate: '1994-03-02' }]);
  await enrol(desk, 'B', 'HB', [{ person: 'PB', name: 'Binta', sex: 'F', birthDate: '1990-01-05' }]);
}, 60_000);
afterAll(() => backstage.close(), 60_000);

const of = (scheme: string, as: Asked['as']): Asked => ({
  as,
  schemes: [scheme],
  on: '2025-02-10',
  provider: 'CSPS-1',
});
const bill = (scheme: string, claim: string, beneficiary: string) => ({
  ...{ scheme, claim, provider: 'CSPS-1', beneficiary, serviceDate: '2025-02-10' },
  lines: [{ act: secretActs.consultation, quantity: 1, unitPrice: 500 }],
});

describe('an id that another scheme uses too', () => {
  test('names another claim, in submitting, reading, listing and reversing', async () => {
    const first = await desk.ask('SubmitClaim', bill('A', 'C1', 'PA'), of('A', 'provider-client'));
    const second = await desk.ask('SubmitClaim', bill('B', 'C1', 'PB'), of('B', 'provider-client'));
    expect([first.status, second.status]).toEqual([200, 200]);
    const reversal = { scheme: 'B', claim: 'C1', reason: 'erreur' };
    await desk.do('ReverseClaim', reversal, of('B', 'scheme-manager'));
    for (const [scheme, person, status] of [
      ['A', 'PA', 'approved'],
      ['B', 'PB', 'reversed'],
    ] as const) {
      const asked = of(scheme, 'scheme-clerk');
      expect((await desk.ask('Claim', { scheme, claim: 'C1' }, asked)).body).toMatchObject({ person, status });
      const list = await desk.ask('Claims', { scheme }, asked);
      expect(list.body).toMatchObject({ total: 1, claims: [{ scheme, claim: 'C1', person, status }] });
    }
  });

  test('names another remittance, and marks its own claims', async () => {
    await desk.do('SubmitClaim', bill('B', 'C2', 'PB'), of('B', 'provider-client'));
    for (const scheme of ['A', 'B']) {
      const remittance = { scheme, remittance: 'R1', provider: 'CSPS-1', upTo: '2025-02-10' };
      expect((await desk.ask('IssueRemittance', remittance, of(scheme, 'scheme-manager'))).status).toBe(200);
    }
    const marked = async (scheme: string, claim: string) =>
      (await desk.ask('Claim', { scheme, claim }, of(scheme, 'scheme-clerk'))).body['remittance'];
    expect([await marked('A', 'C1'), await marked('B', 'C1'), await marked('B', 'C2')]).toEqual(['R1', 'R1', 'R1']);
  });

  test('names another receipt', async () => {
    for (const [scheme, household] of [
      ['A', 'HA'],
      ['B', 'HB'],
    ]) {
      const receipt = { scheme, receipt: 'SAME', household, amount: 500, receivedOn: '2025-02-10' };
      expect((await desk.ask('RecordReceipt', receipt, of(scheme!, 'scheme-clerk'))).status).toBe(200);
    }
  });
});

describe('what belongs to another scheme', () => {
  const clerk = of('B', 'scheme-clerk');
  const manager = of('B', 'scheme-manager');
  /** The same answer, but for the ids asked about. */
  const like = ({ status, body }: { status: number; body: unknown }, id: string) => [
    status,
    JSON.stringify(body).replaceAll(id, '…'),
  ];

  test.each<[string, (id: string) => Record<string, unknown>, Asked, string]>([
    ['RecordReceipt', household => ({ receipt: 'N1', household, amount: 500, receivedOn: '2025-02-10' }), clerk, 'HA'],
    ['VoidReceipt', household => ({ receipt: 'HA-1', household, voidedOn: '2025-02-10', reason: 'x' }), manager, 'HA'],
    ['Household', household => ({ household }), clerk, 'HA'],
    ['Account', household => ({ household }), clerk, 'HA'],
    ['Coverage', person => ({ person, effective: '2025-02-10' }), clerk, 'PA'],
    ['RemainingRights', person => ({ person }), clerk, 'PA'],
    ['Claim', claim => ({ claim }), clerk, 'CA'],
    ['ReverseClaim', claim => ({ claim, reason: 'x' }), manager, 'CA'],
    ['Claims', household => ({ household }), clerk, 'HA'],
    ['Claims', person => ({ person }), clerk, 'PA'],
    ['Receipts', household => ({ household }), clerk, 'HA'],
    ['Subsidies', household => ({ household }), clerk, 'HA'],
    [
      'RecordDeath',
      household => ({ household, person: 'PA', diedOn: '2025-02-01', declaredOn: '2025-02-02' }),
      clerk,
      'HA',
    ],
    [
      'AttestSession',
      beneficiary => ({ attestation: 'S9', provider: 'CSPS-1', beneficiary, act: 'XQANC', heldOn: '2025-02-09' }),
      clerk,
      'PA',
    ],
  ])('%s answers as if it were not there', async (operation, input, asked, theirs) => {
    await desk.ask('SubmitClaim', bill('A', 'CA', 'PA'), of('A', 'provider-client'));
    const ask = (id: string) => desk.ask(operation, { scheme: 'B', ...input(id) }, asked);
    const [foreign, absent] = [await ask(theirs), await ask('NOWHERE')];
    expect(like(foreign, theirs)).toEqual(like(absent, 'NOWHERE'));
  });

  test('a claim for somebody of another scheme is answered like one for somebody unknown', async () => {
    const ask = (claim: string, person: string) =>
      desk.ask('SubmitClaim', bill('B', claim, person), of('B', 'provider-client'));
    const [foreign, unknown] = [await ask('F1', 'PA'), await ask('F2', 'NOBODY')];
    expect(like(foreign, 'F1')).toEqual(like(unknown, 'F2'));
    expect(foreign.body).toMatchObject({ status: 'rejected', scheme: 0, reasons: ['ELG-001'] });
  });
});

test('a scheme that enrols a person of another takes no cover away from them', async () => {
  await enrol(desk, 'B', 'HB2', [{ person: 'PA', name: 'Quelqu’un', sex: 'F', birthDate: '1994-03-02' }]);
  for (const scheme of ['A', 'B']) {
    const visit = { ...bill(scheme, 'T1', 'PA'), serviceDate: '2025-02-09' };
    expect(await desk.ask('SubmitClaim', visit, of(scheme, 'provider-client'))).toMatchObject({
      status: 200,
      body: { status: 'approved', scheme: 400 },
    });
  }
});

describe('a provider', () => {
  const other: Asked = { as: 'provider-client', schemes: ['A'], provider: 'HD-1', on: '2025-02-10' };

  test('neither reads nor lists what another provider billed', async () => {
    expect((await desk.ask('Claim', { scheme: 'A', claim: 'C1' }, other)).status).toBe(404);
    expect((await desk.ask('Claims', { scheme: 'A' }, other)).body).toEqual({ total: 0, claims: [] });
    expect((await desk.ask('Claims', { scheme: 'A', provider: 'CSPS-1' }, other)).status).toBe(403);
    expect((await desk.ask('ProviderBalance', { scheme: 'A', provider: 'CSPS-1' }, other)).status).toBe(403);
  });

  test('is refused another’s account whether or not there is one', async () => {
    const ask = (provider: string) => desk.ask('ProviderBalance', { scheme: 'A', provider }, other);
    const [theirs, none] = [await ask('CSPS-1'), await ask('NOWHERE')];
    expect(JSON.stringify(theirs.body).replaceAll('CSPS-1', '…')).toBe(
      JSON.stringify(none.body).replaceAll('NOWHERE', '…'),
    );
  });

  test('without a provider in its token speaks for nobody', async () => {
    const nobody: Asked = { as: 'provider-client', schemes: ['A'], on: '2025-02-10' };
    expect((await desk.ask('Claims', { scheme: 'A' }, nobody)).body).toEqual({ total: 0, claims: [] });
    expect((await desk.ask('SubmitClaim', bill('A', 'C9', 'PA'), nobody)).status).toBe(403);
  });

  test('signs with a key that the scheme’s own staff never see', async () => {
    const asked = { scheme: 'A', provider: 'CSPS-1', endpoint: 'E1' };
    for (const as of ['scheme-manager', 'scheme-clerk'] as const)
      expect((await desk.ask('RegisterEndpoint', asked, of('A', as))).status).toBe(403);
    expect((await desk.ask('RegisterEndpoint', asked, of('A', 'federation-admin'))).status).toBe(200);
  });
});

describe('a federation’s officer for one scheme only', () => {
  const officer: Asked = { as: 'federation-finance', schemes: ['A'], on: '2025-02-10' };
  const pair = { first: { household: 'HA', person: 'PA' }, second: { household: 'HB', person: 'PB' } };
  const verdict = { verdict: 'same', because: 'papers', reference: 'PV-1' };

  test('neither looks for the persons of another, nor likens them to its own, nor decides about them', async () => {
    const own = await desk.ask('DuplicateCandidates', { household: 'HA' }, officer);
    expect(own).toMatchObject({ status: 200, body: { candidates: [] } });
    for (const [operation, input] of [
      ['DuplicateCandidates', { household: 'HB' }],
      ['ProposeDuplicate', pair],
      ['ProposeDuplicate', { first: pair.second, second: pair.first }],
      ['DecideDuplicate', { ...pair, ...verdict }],
    ] as const) {
      const [theirs, nobodys] = [
        await desk.ask(operation, input, officer),
        await desk.ask(operation, JSON.parse(JSON.stringify(input).replaceAll('HB', 'NONE')) as typeof input, officer),
      ];
      expect([operation, theirs.status, theirs.body['code']]).toEqual([operation, 404, 'membership.duplicate.unknown']);
      expect([operation, theirs.body]).toEqual([operation, nobodys.body]);
    }
  });
});
