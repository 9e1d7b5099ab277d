import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { everyScheme } from '#eventstore';
import { signWebhook, type Stores } from '#platform';
import { BenefitsServer, type Caller, in2025 } from '../test/benefits-server.js';
import { essentielDocument } from '../test/examples.js';
import { journalTable } from './projections/journal.entity.js';

const clerk: Caller = { role: 'scheme-clerk', schemes: ['A'] };
const centre: Caller = { role: 'provider-client', schemes: ['A'], provider: 'CSPS-1' };
const admin: Caller = { role: 'federation-admin', schemes: ['*'] };
const reviewer: Caller = { role: 'medical-reviewer', schemes: ['A'] };

/** The context as a whole over HTTP, with membership's messages, on whatever store is given. */
export const benefitsContract = (name: string, openStores: () => Promise<Stores>): void => {
  let server: BenefitsServer;
  beforeAll(async () => {
    server = await BenefitsServer.start(openStores);
  });
  afterAll(() => server.stop());

  const bill = (claim: string, change: object = {}) => ({
    claim,
    provider: 'CSPS-1',
    beneficiary: 'AWA',
    serviceDate: '2025-05-20',
    lines: [{ act: 'CONS', quantity: 1, unitPrice: 1500 }],
    ...change,
  });

  describe(`benefits on ${name}`, () => {
    test('a package, a tariff and providers are published and agreed', async () => {
      expect((await server.ask('POST', 'packages', essentielDocument)).status).toBe(200);
      expect(await server.ask('POST', 'packages', { ...essentielDocument, filingDays: 5 })).toMatchObject({
        status: 409,
        body: { code: 'benefits.package.already_published' },
      });
      expect(await server.ask('POST', 'packages', { ...essentielDocument, deductible: 0.5 })).toMatchObject({
        status: 400,
        body: { code: 'benefits.package.document_invalid', errors: [{ field: 'deductible' }] },
      });
      const prices = [
        ['CONS', 1000],
        ['ANC', 500],
        ['DELIV', 6000],
        ['IMG', 12_500],
      ].map(([act, price]) => ({ act, price, validFrom: '2024-01-01' }));
      expect((await server.ask('POST', 'tariffs', { tariff: 'PUBLIC', currency: 'XOF', prices })).status).toBe(200);
      for (const provider of ['CSPS-1', 'HD-1']) {
        expect(
          (await server.ask('POST', 'providers', { provider, sector: 'public', level: 'CSPS', from: '2024-01-01' }))
            .status,
        ).toBe(200);
      }
    });

    test('a stranger’s claim is decided again once membership tells of their cover', async () => {
      expect(await server.ask('POST', 'claims', bill('C1'), { as: centre })).toMatchObject({
        status: 200,
        body: { status: 'rejected', decision: 1, scheme: 0, member: 1500, reasons: ['ELG-001'] },
      });
      await server.tell('AWA', in2025);
      expect(await server.ask('GET', 'claims/C1', undefined, { as: centre })).toMatchObject({
        body: {
          status: 'approved',
          decision: 2,
          scheme: 800,
          member: 200,
          household: 'H1',
          package: { product: 'ESSENTIEL', version: 1 },
          decisions: [
            { status: 'rejected', because: 'submitted' },
            { status: 'approved', because: 'coverChanged' },
          ],
        },
      });
    });

    test('each reads what they may', async () => {
      const seenBy = (as: Caller) => server.ask('GET', 'claims/C1', undefined, { as });
      expect((await seenBy(reviewer)).body).toMatchObject({
        lines: [{ act: 'CONS' }],
        labels: [{ code: 'AMT-001' }, { code: 'AMT-002', fr: 'Ticket modérateur', en: 'Copayment' }],
      });
      const toClerk = await seenBy(clerk);
      expect(toClerk.body).toMatchObject({ scheme: 800 });
      expect(JSON.stringify(toClerk.body)).not.toMatch(/CONS|AMT|trace/);
      expect(await seenBy({ ...centre, provider: 'HD-1' })).toMatchObject({ status: 404 });
      const list = await server.ask('GET', 'claims?status=approved&limit=10', undefined, { as: centre });
      expect(list.body).toMatchObject({ total: 1, claims: [{ claim: 'C1', schemeShare: 800 }] });
      expect((await server.ask('GET', 'claims', undefined, { as: { ...centre, provider: 'HD-1' } })).body).toEqual({
        total: 0,
        claims: [],
      });
    });

    test('the same key is answered as before; another body under it is refused', async () => {
      const first = await server.ask('POST', 'claims', bill('C2', { serviceDate: '2025-05-19' }), {
        as: centre,
        key: 'k2',
      });
      const again = await server.ask('POST', 'claims', bill('C2', { serviceDate: '2025-05-19' }), {
        as: centre,
        key: 'k2',
      });
      expect(again.body).toEqual(first.body);
      expect(again.replayed).toBe('true');
      expect(
        (await server.ask('POST', 'claims', bill('C2', { serviceDate: '2025-05-18' }), { as: centre, key: 'k2' }))
          .status,
      ).toBe(422);
      expect(
        await server.ask('POST', 'claims', bill('C2', { serviceDate: '2025-05-18' }), { as: centre }),
      ).toMatchObject({
        status: 409,
        body: { code: 'benefits.claim.already_submitted' },
      });
    });

    test('a provider speaks for itself, and does not say when the scheme received a claim', async () => {
      expect(await server.ask('POST', 'claims', bill('C3'), { as: { ...centre, provider: 'HD-1' } })).toMatchObject({
        status: 403,
      });
      expect(
        await server.ask('POST', 'claims', bill('C3', { receivedOn: '2025-05-01' }), { as: centre }),
      ).toMatchObject({
        status: 403,
      });
      const byClerk = await server.ask(
        'POST',
        'claims',
        bill('C3', { serviceDate: '2025-01-10', receivedOn: '2025-04-10' }),
        {
          as: clerk,
        },
      );
      expect(byClerk.body).toMatchObject({ status: 'approved' });
    });

    test('attested sessions open a delivery that was refused for them', async () => {
      const delivery = bill('D1', {
        serviceDate: '2025-05-15',
        lines: [{ act: 'DELIV', quantity: 1, unitPrice: 6000 }],
      });
      expect((await server.ask('POST', 'claims', delivery, { as: centre })).body).toMatchObject({
        status: 'rejected',
        reasons: ['CND-001'],
      });
      for (const heldOn of ['2025-01-15', '2025-02-15', '2025-03-15', '2025-04-15']) {
        const session = { attestation: `S-${heldOn}`, provider: 'CSPS-1', beneficiary: 'AWA', act: 'ANC', heldOn };
        expect((await server.ask('POST', 'attestations', session, { as: centre })).status).toBe(200);
      }
      expect((await server.ask('GET', 'claims/D1', undefined, { as: reviewer })).body).toMatchObject({
        status: 'approved',
        decision: 2,
        scheme: 6000,
      });
    });

    test('remaining rights, and what was treated only for those who care', async () => {
      const rights = 'beneficiaries/AWA/rights?on=2025-06-01';
      const toClerk = (await server.ask('GET', rights, undefined, { as: clerk })).body;
      expect(toClerk).toMatchObject({
        status: 'covered',
        ceiling: { ceiling: 100_000, used: 8400, left: 91_600 },
        household: { used: 8400 },
      });
      expect(toClerk).not.toHaveProperty('numbers');
      expect((await server.ask('GET', rights, undefined, { as: reviewer })).body).toMatchObject({
        numbers: { CONS: { ceiling: 6, used: 3, left: 3 } },
      });
      expect((await server.ask('GET', 'beneficiaries/NOBODY/rights', undefined, { as: clerk })).status).toBe(404);
    });

    test('a remittance pays each decision once; a later reversal lands in the next', async () => {
      const issue = (remittance: string, upTo: string) =>
        server.ask('POST', 'remittances', { remittance, provider: 'CSPS-1', upTo }, { at: '2025-06-30' });
      expect((await issue('R5', '2025-05-31')).body).toMatchObject({ gross: 8400, returned: 0, net: 8400 });
      expect((await server.ask('GET', 'claims/C1')).body).toMatchObject({ remittance: 'R5' });
      expect(
        (
          await server.ask(
            'POST',
            'claims/C1/reversal',
            { reason: 'erreur de personne', reversedOn: '2025-06-12' },
            { at: '2025-06-12' },
          )
        ).body,
      ).toMatchObject({
        status: 'reversed',
        reasons: ['ADJ-001'],
        scheme: 0,
      });
      expect(
        (
          await server.ask('POST', 'claims', bill('C6', { serviceDate: '2025-06-11' }), {
            as: centre,
            at: '2025-06-13',
          })
        ).body,
      ).toMatchObject({ scheme: 800 });
      expect((await issue('R6', '2025-06-30')).body).toMatchObject({
        gross: 800,
        returned: 800,
        net: 0,
        carriedOut: 0,
      });
      expect(await issue('R7', '2025-06-30')).toMatchObject({
        status: 409,
        body: { code: 'benefits.remittance.nothing_due' },
      });
      expect((await server.ask('GET', 'providers/CSPS-1/balance')).body).toMatchObject({
        balances: [{ decided: 8400, paid: 8400, owed: 0 }],
      });
    });

    test('papers and the bank’s file are for those whose money it is', async () => {
      const finance: Caller = { role: 'federation-finance', schemes: ['A'] };
      const other: Caller = { ...centre, provider: 'HD-1' };
      const [pdf, csv] = ['remittances/R5/bordereau.pdf', 'remittances/R5/bordereau.csv'];
      expect(await server.file(pdf, centre)).toMatchObject({ status: 200, type: 'application/pdf' });
      expect((await server.file(csv, centre)).text).toMatch(/R5;C1;2;2025-05-20;1500;800;XOF/);
      expect([(await server.file(pdf, other)).status, (await server.file(csv, other)).status]).toEqual([404, 404]);
      expect(await server.file('claims/C1/explanation.pdf', centre)).toMatchObject({ type: 'application/pdf' });
      expect((await server.file('claims/C1/explanation.pdf', other)).status).toBe(404);

      const file = 'payment-file?remittances=R5&executeOn=2025-07-01';
      expect(await server.file(file)).toMatchObject({ status: 409 });
      for (const party of [{}, { provider: 'CSPS-1' }])
        await server.ask('POST', 'payment-accounts', { ...party, name: 'Une mutuelle', account: '01-2345' });
      expect((await server.file(file)).text).toContain('benefits.remittance.not_approved');
      expect((await server.ask('POST', 'remittances/R5/approval', {}, { as: finance })).status).toBe(200);
      const { type, text } = await server.file(file);
      expect(type).toContain('application/xml');
      expect(text).toContain('<InstdAmt Ccy="XOF">8400</InstdAmt>');
    });

    test('the journal’s sum is zero at every position', async () => {
      const lines = await server.models.find(everyScheme, journalTable, { orderBy: ['position', 'line'] });
      expect(lines.length).toBeGreaterThan(10);
      const sums = new Map<number, number>();
      for (const { position, amount } of lines) sums.set(position, (sums.get(position) ?? 0) + amount);
      expect([...sums.values()].every(sum => sum === 0)).toBe(true);
    });

    test('a provider’s system delivers signed claims', async () => {
      const registered = await server.ask('POST', 'providers/CSPS-1/endpoints', { endpoint: 'EP1' }, { as: admin });
      const secret = String(registered.body['secret']);
      const deliver = (data: object, key = secret, endpoint = 'EP1', id = 'msg_1', type = 'claim.submitted') => {
        const body = JSON.stringify({ type, data });
        const timestamp = Date.parse('2025-06-20T10:00:00.000Z') / 1000;
        const signature = signWebhook({ id, timestamp, rawBody: Buffer.from(body), keys: [key] });
        return server.send('POST', `/v1/hooks/${endpoint}`, body, {
          ...signature,
          'entraide-instant': '2025-06-20T10:00:00.000Z',
        });
      };
      const asked = bill('W1', { serviceDate: '2025-06-19' });
      expect(await deliver(asked)).toMatchObject({ status: 200, body: { claim: 'W1', status: 'approved' } });
      expect(await deliver(asked)).toMatchObject({ status: 200, replayed: 'true' });
      expect(await deliver(bill('W2'))).toMatchObject({ status: 422 });
      const wrong = await deliver(asked, `whsec_${Buffer.alloc(32, 1).toString('base64')}`);
      const unknown = await deliver(asked, secret, 'EP2');
      expect([wrong.status, unknown.status]).toEqual([401, 401]);
      expect(unknown.body).toEqual(wrong.body);
      expect(await deliver(bill('W3', { provider: 'HD-1' }), secret, 'EP1', 'msg_3')).toMatchObject({ status: 403 });
      await server.settled();

      // What overtook its claim waits for it, once however often it comes, and is done when it comes.
      const tell = (id: string, type: string, data: object) => deliver(data, secret, 'EP1', id, type);
      const replacing = { ...bill('W5', { serviceDate: '2025-06-18' }), amends: 'W4' };
      const parked = { status: 200, body: { claim: 'W4', amendment: 'parked', lastDay: '2025-07-20' } };
      expect(await tell('msg_4', 'claim.amended', replacing)).toMatchObject(parked);
      expect(await tell('msg_4', 'claim.amended', replacing)).toMatchObject({ ...parked, replayed: 'true' });
      expect(await tell('msg_5', 'claim.amended', replacing)).toMatchObject({ status: 409 });
      const two = [...bill('W4').lines, { act: 'ANC', quantity: 1, unitPrice: 500 }];
      expect(
        await tell('msg_6', 'claim.submitted', bill('W4', { serviceDate: '2025-06-18', lines: two })),
      ).toMatchObject({ body: { status: 'approved', scheme: 1300 } });
      await server.settled();
      expect((await server.ask('GET', 'claims/W4')).body).toMatchObject({ status: 'reversed', resubmittedAs: 'W5' });
      expect((await server.ask('GET', 'claims/W5')).body).toMatchObject({ status: 'approved', scheme: 800 });
      expect(await tell('msg_4', 'claim.amended', replacing)).toMatchObject({ ...parked, replayed: 'true' });
      const cancelled = { claim: 'W5', provider: 'CSPS-1', beneficiary: 'AWA', reason: 'autre patiente' };
      expect(await tell('msg_7', 'claim.cancelled', { ...cancelled, provider: 'HD-1' })).toMatchObject({ status: 403 });
      expect(await tell('msg_8', 'claim.cancelled', { ...cancelled, decision: 2 })).toMatchObject({ status: 400 });
      expect(await tell('msg_9', 'claim.cancelled', cancelled)).toMatchObject({ body: { status: 'reversed' } });
      expect(await tell('msg_10', 'claim.deleted', cancelled)).toMatchObject({ status: 400 });
      expect((await server.ask('GET', 'amendments')).body).toMatchObject({
        total: 1,
        amendments: [{ claim: 'W4', by: 'W5', status: 'applied' }],
      });
      await server.settled();
    });
  });
};
