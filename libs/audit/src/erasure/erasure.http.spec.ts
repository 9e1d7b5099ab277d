import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { shards } from '#eventstore';
import type { Role } from '#platform';
import { LocalStage, readScenario, runScenario } from '#scenarios';
import { contexts } from '../../../../apps/cli/src/contexts.js';

const folder = 'libs/benefits/scenarios';
const name = 'Awa Ouédraogo';

describe('a person is forgotten while everything runs', () => {
  let stage: LocalStage;
  const ask = async (method: string, path: string, role: Role, body?: object, schemes = ['*']) => {
    const token = await stage.tokenFor(role, schemes);
    const headers = {
      authorization: `Bearer ${token}`,
      'entraide-instant': '2025-06-01T09:00:00.000Z',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(await stage.approvalOf('manager-7')),
    };
    return stage.send(method, path, headers, body && JSON.stringify(body));
  };
  const forget = (more: object = {}, schemes = ['*']) =>
    ask(
      'POST',
      '/v1/audit/erasures',
      'privacy-officer',
      { person: 'AWA', ground: 'request', approvedBy: 'manager-7', ...more },
      schemes,
    );
  const hashes = async () => {
    const all: string[] = [];
    for (const { projections } of contexts)
      for (const { shard, tables } of projections) all.push((await stage.stores.models.stateHash(shard, tables)).hash);
    return all;
  };
  /** Whatever anybody in the scheme is told of the household and the claim. */
  const told = async () =>
    JSON.stringify([
      (await ask('GET', '/v1/schemes/A/households/H0', 'scheme-clerk')).body,
      (await ask('GET', '/v1/schemes/A/claims/C1', 'medical-reviewer')).body,
      (await ask('GET', '/v1/schemes/A/claims/C1/explanation', 'medical-reviewer')).body,
    ]);

  beforeAll(async () => {
    stage = await LocalStage.open(contexts);
    await stage.fresh();
    const report = await runScenario(stage, await readScenario(`${folder}/package-simulated-first.yaml`));
    if (!report.ok) throw new Error(JSON.stringify(report.failed));
    await stage.settled();
  }, 60_000);
  afterAll(() => stage.close());

  test('two people decide, and only for the whole federation', async () => {
    expect((await forget({ approvedBy: 'manager-8' })).status).toBe(403);
    expect((await forget({}, ['A'])).status).toBe(403);
    expect((await ask('GET', '/v1/audit/erasures', 'auditor', undefined, ['A'])).status).toBe(403);
    expect((await forget({ ground: 'because' })).status).toBe(400);
    expect((await ask('GET', '/v1/audit/erasures', 'auditor')).body).toEqual({ erasures: [] });
  });

  test('names and acts are gone from every answer at once, amounts and read models are what they were', async () => {
    const [before, rows] = [await told(), await hashes()];
    expect(before).toContain(name);
    expect(before).toContain('CONS');
    const { status, body } = await forget();
    expect([status, body]).toMatchObject([
      200,
      {
        person: 'AWA',
        status: 'forgotten',
        decidedOn: '2025-06-01',
        dueOn: '2025-07-01',
        overdue: false,
        remaining: [],
      },
    ]);
    const after = await told();
    expect(after).not.toContain(name);
    expect(after).not.toContain('CONS');
    expect(after).toContain('Issa Ouédraogo');
    await stage.settled();
    expect(await hashes()).toEqual(rows);
    const claim = (await ask('GET', '/v1/schemes/A/claims/C1', 'medical-reviewer')).body;
    expect(claim).toMatchObject({ status: 'approved', scheme: 800, member: 200 });
    expect((await ask('GET', '/v1/audit/erasures', 'auditor')).body).toMatchObject({
      erasures: [{ person: 'AWA', status: 'forgotten', ground: 'request' }],
    });
  });

  test('nothing of it is recorded a second time', async () => {
    const head = await stage.stores.log.head('audit');
    expect((await forget()).body).toMatchObject({ status: 'forgotten', decidedOn: '2025-06-01' });
    expect(await stage.stores.log.head('audit')).toBe(head);
  });

  test('where keys of other contexts are out of reach it is said which, and nobody is called forgotten', async () => {
    const { personalKeys } = stage.federation;
    const reach = personalKeys.contexts;
    Object.defineProperty(personalKeys, 'contexts', { value: ['audit'], configurable: true });
    try {
      const { body } = await forget({ person: 'ISSA' });
      expect(body).toMatchObject({ status: 'decided', remaining: shards.filter(shard => shard !== 'audit') });
      expect((await ask('GET', '/v1/schemes/A/households/H0', 'scheme-clerk')).body).toBeDefined();
    } finally {
      Object.defineProperty(personalKeys, 'contexts', { value: reach, configurable: true });
    }
    expect((await forget({ person: 'ISSA' })).body).toMatchObject({ status: 'forgotten', remaining: [] });
    expect(await told()).not.toContain('Issa Ouédraogo');
  });
});
