import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContributionsMessage } from '#contributions/contracts';
import type { VirtualClock } from '#kernel';
import { InProcessTransport, type Message } from '#messaging';
import { Configuration, createApp, Federation, mintDevToken, type Role, type Stores } from '#platform';
import { membershipContext } from './membership.module.js';

type Answer = Record<string, unknown>;
type Told = Pick<ContributionsMessage, 'type' | 'data'>;

const rules = {
  coverMonths: 12,
  graceDays: 30,
  newbornDeclarationDays: 30,
  backdatingDays: 30,
  renewalOpensDaysBefore: 60,
};
const persons = [
  { person: 'AWA', name: 'Awa Ouédraogo', sex: 'F', birthDate: '1990-04-02', relation: 'policyholder' },
  { person: 'ISSA', name: 'Issa Ouédraogo', sex: 'M', birthDate: '1985-09-30', relation: 'spouse' },
];

/** The context behind its HTTP edge; the other contexts are messages. */
const startMembership = async (stores: Stores) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-membership-'));
  const configuration = new Configuration({
    AUTH_MODE: 'embedded-dev',
    ALLOW_DEV_ISSUER: '1',
    CLOCK: 'virtual',
    STORE: 'memory',
    DATA_DIR: dataDir,
  });
  const transport = new InProcessTransport();
  const heard: Message[] = [];
  await transport.subscribe('membership', 'listener', async messages => void heard.push(...messages));
  const federation = new Federation([membershipContext], stores, configuration, transport);
  const { app, log, stop } = await createApp([membershipContext], {
    configuration,
    providers: federation.options.providers,
    logTo: { write: () => undefined },
  });
  await app.listen(0, '127.0.0.1');
  await federation.start(app, log);
  const url = await app.getUrl();
  let [day, revision] = ['2024-12-15', 0];

  return {
    heard,
    on: (now: string): void => {
      day = now;
      (federation.clock as VirtualClock).moveTo(`${now}T09:00:00.000Z`);
    },
    ask: async (
      method: 'GET' | 'POST',
      path: string,
      body?: object,
      role: Role = 'scheme-manager',
      schemes = ['A'],
    ) => {
      const token = await mintDevToken({ dataDir, role, schemes });
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'entraide-instant': `${day}T09:00:00.000Z`,
      };
      const response = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
      await federation.runners.settled();
      return { status: response.status, body: (await response.json()) as Answer };
    },
    contributionsSay: async ({ type, data }: Told): Promise<void> => {
      revision += 1;
      const envelope = {
        id: randomUUID(),
        source: 'contributions',
        stream: 'contributions.account-H0',
        revision,
        scheme: 'A',
      } as const;
      const origin = {
        correlation: randomUUID(),
        cause: randomUUID(),
        effectiveAt: day,
        recordedAt: `${day}T09:00:00.000Z`,
      };
      await transport.send('contributions', [{ ...envelope, ...origin, type, data }]);
      await federation.runners.settled();
    },
    stop: async (): Promise<void> => {
      await federation.runners.stop();
      await stop();
      await stores.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/** The context at work, over whichever stores. */
export const membershipContract = (name: string, stores: () => Promise<Stores>): void => {
  describe(`membership on ${name}`, () => {
    let at: Awaited<ReturnType<typeof startMembership>>;
    beforeAll(async () => {
      at = await startMembership(await stores());
    }, 60_000);
    afterAll(() => at.stop());

    const heardOf = (type: string) => at.heard.filter(message => message.type === type).map(({ data }) => data);
    const coverage = async (effective: string, knownOn?: string, person = 'AWA') =>
      (
        await at.ask(
          'GET',
          `/v1/schemes/A/persons/${person}/coverage?effective=${effective}${knownOn ? `&knownOn=${knownOn}` : ''}`,
        )
      ).body;

    test('a scheme is registered with its sections and cover rules', async () => {
      const scheme = { scheme: 'A', name: 'Mutuelle A', federation: 'F', currency: 'XOF' };
      at.on('2024-12-15');
      expect(await at.ask('POST', '/v1/schemes', scheme, 'federation-admin', ['*'])).toMatchObject({
        status: 200,
        body: { timezone: 'UTC' },
      });
      expect(await at.ask('POST', '/v1/schemes/A/sections', { section: 'S1', name: 'Garango' })).toMatchObject({
        status: 200,
      });
      expect(
        await at.ask('POST', '/v1/schemes/A/products/P1/cover-rules', {
          version: '1',
          effectiveFrom: '2024-01-01',
          ...rules,
        }),
      ).toMatchObject({ status: 200, body: { versions: ['1'] } });
      expect((await at.ask('GET', '/v1/schemes/A/sections')).body).toEqual({
        sections: [{ scheme: 'A', section: 'S1', name: 'Garango' }],
      });
      expect((await at.ask('GET', '/v1/schemes/A')).body).toMatchObject({ currency: 'XOF', closedUpTo: null });
    });

    test('a household joins and others hear of ids only', async () => {
      const form = {
        household: 'H0',
        product: 'P1',
        section: 'S1',
        policyholder: 'AWA',
        persons,
        enrolledOn: '2024-12-15',
      };
      expect(await at.ask('POST', '/v1/schemes/A/households', { ...form, section: 'S9' })).toMatchObject({
        status: 422,
        body: { code: 'membership.household.section_unknown' },
      });
      expect(await at.ask('POST', '/v1/schemes/A/households', form)).toMatchObject({
        status: 200,
        body: { household: 'H0', term: 1 },
      });
      expect(heardOf('membership.household-enrolled.v1')).toEqual([
        {
          ...{ household: 'H0', product: 'P1', section: 'S1', term: 1, persons: ['AWA', 'ISSA'] },
          ...{ enrolledOn: '2024-12-15', enrolledBy: 'dev:scheme-manager' },
        },
      ]);
      expect(JSON.stringify(at.heard)).not.toContain('Ouédraogo');
      expect(await coverage('2025-01-15')).toMatchObject({ status: 'not-covered' });
    });

    test('names are opened for the counter, not for the auditor', async () => {
      expect((await at.ask('GET', '/v1/schemes/A/households/H0')).body).toMatchObject({
        persons: [{ person: 'AWA', identity: { name: 'Awa Ouédraogo' } }, {}],
      });
      expect((await at.ask('GET', '/v1/schemes/A/households/H0', undefined, 'auditor')).body).toMatchObject({
        persons: [{ identity: null }, {}],
      });
      expect((await at.ask('GET', '/v1/schemes/A/households')).body).toMatchObject({
        total: 1,
        households: [{ household: 'H0', status: 'awaiting' }],
      });
    });

    test('another scheme does not see it', async () => {
      await at.ask(
        'POST',
        '/v1/schemes',
        { scheme: 'B', name: 'B', federation: 'F', currency: 'XOF' },
        'federation-admin',
        ['*'],
      );
      expect(await at.ask('GET', '/v1/schemes/B/households/H0', undefined, 'scheme-manager', ['B'])).toMatchObject({
        status: 404,
      });
      const death = { person: 'AWA', diedOn: '2024-12-14', declaredOn: '2024-12-15' };
      expect(await at.ask('POST', '/v1/schemes/B/households/H0/deaths', death, 'scheme-manager', ['B'])).toMatchObject({
        status: 404,
      });
      expect(
        await at.ask('GET', '/v1/schemes/B/persons/AWA/coverage?effective=2025-01-15', undefined, 'scheme-manager', [
          'B',
        ]),
      ).toMatchObject({
        body: { status: 'unknown', household: null },
      });
    });

    test('the threshold starts cover on the first of the next month', async () => {
      at.on('2024-12-18');
      await at.contributionsSay({
        type: 'contributions.entitlement-opened.v1',
        data: { household: 'H0', term: 1, metOn: '2024-12-18', persons: ['AWA', 'ISSA'] },
      });
      expect(heardOf('membership.term-started.v1')).toEqual([
        { household: 'H0', term: 1, from: '2025-01-01', to: '2025-12-31', renewalOpensOn: '2025-11-01' },
      ]);
      expect(await coverage('2025-01-01')).toMatchObject({ status: 'covered', from: '2025-01-01', to: '2025-12-31' });
    });

    test('closing a day opens renewals, once, and tells the others', async () => {
      at.on('2025-11-01');
      expect(await at.ask('POST', '/v1/schemes/A/days', { day: '2025-11-02' })).toMatchObject({
        status: 422,
        body: { code: 'membership.scheme.day_not_reached' },
      });
      expect(await at.ask('POST', '/v1/schemes/A/days', { day: '2025-11-01' })).toMatchObject({
        body: { households: 1 },
      });
      expect(await at.ask('POST', '/v1/schemes/A/days', { day: '2025-11-01' })).toMatchObject({
        body: { households: 0 },
      });
      expect(heardOf('membership.renewal-opened.v1')).toMatchObject([
        { household: 'H0', term: 2, from: '2026-01-01', opensOn: '2025-11-01' },
      ]);
      expect(heardOf('membership.day-closed.v1')).toEqual([{ scheme: 'A', day: '2025-11-01' }]);
    });

    test('after the last day of grace cover lapses at its expiry', async () => {
      at.on('2026-01-30');
      await at.ask('POST', '/v1/schemes/A/days', { day: '2026-01-30' });
      expect(await coverage('2026-01-15')).toMatchObject({ status: 'grace' });
      at.on('2026-01-31');
      await at.ask('POST', '/v1/schemes/A/days', { day: '2026-01-30' });
      expect(await coverage('2026-01-15')).toMatchObject({
        status: 'lapsed',
        because: { event: { type: 'membership.CoverageLapsed' } },
      });
      expect(heardOf('membership.term-abandoned.v1')).toEqual([
        { household: 'H0', term: 2, on: '2026-01-31', because: 'lapsed' },
      ]);
    });

    test('an answer of then can be given again: only what was known that evening counts', async () => {
      expect(await coverage('2026-01-15', '2026-01-30')).toMatchObject({ status: 'grace' });
      expect(await coverage('2025-06-01', '2024-12-17')).toMatchObject({ status: 'not-covered' });
      expect(await coverage('2025-06-01', '2024-12-18')).toMatchObject({ status: 'covered' });
      expect(await coverage('2025-06-01', '2024-12-14')).toMatchObject({ status: 'unknown' });
    });

    test('a household that takes its cover along is asked for nothing', async () => {
      at.on('2026-02-01');
      const form = { product: 'P1', section: 'S1', enrolledOn: '2026-02-01' };
      const fanta = { person: 'FANTA', name: 'Fanta', sex: 'F', birthDate: '1980-01-01', relation: 'policyholder' };
      await at.ask('POST', '/v1/schemes/A/households', {
        ...form,
        household: 'H1',
        policyholder: 'FANTA',
        persons: [fanta],
      });
      expect(
        await at.ask('POST', '/v1/schemes/A/households/H1/taken-over-cover', { from: '2025-06-01', to: '2026-05-31' }),
      ).toMatchObject({ status: 200 });
      expect(heardOf('membership.term-abandoned.v1').at(-1)).toEqual({
        household: 'H1',
        term: 1,
        on: '2025-06-01',
        because: 'carriedElsewhere',
      });
      expect(await coverage('2025-07-01', undefined, 'FANTA')).toMatchObject({
        status: 'covered',
        waitingFrom: '2025-06-01',
      });
      expect((await at.ask('GET', '/v1/schemes/A/households?status=covered&limit=1')).body).toMatchObject({
        total: 1,
        households: [{ household: 'H1', coverTo: '2026-05-31' }],
      });
    });
  });
};
