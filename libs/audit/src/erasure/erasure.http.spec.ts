import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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

  test('while a context has not done it, nobody is called forgotten, and it is said who is late', async () => {
    const { personalKeys } = stage.federation;
    const { destroyIn } = personalKeys;
    // Webhooks is away: the message waits for it.
    let back = (): void => undefined;
    const away = new Promise<void>(resolve => (back = resolve));
    personalKeys.destroyIn = async (context, person) => {
      if (context === 'webhooks') await away;
      return destroyIn.call(personalKeys, context, person);
    };
    personalKeys.destroy = async () => undefined;
    const { body } = await forget({ person: 'ISSA' });
    const left = { status: 'decided', overdue: false, remaining: ['webhooks'] };
    expect(body).toMatchObject(left);
    expect((body as { done: object[] }).done).toHaveLength(5);
    const readiness = async (instant: string) => {
      stage.moveTo(instant);
      const { body: said } = await stage.send('GET', '/health/ready', {});
      return (said as { dependencies: { name: string; up: boolean; note?: string }[] }).dependencies.find(
        ({ name: of }) => of === 'erasures',
      );
    };
    // The last day is the thirtieth.
    expect(await readiness('2025-07-01T23:59:00.000Z')).toEqual({
      name: 'erasures',
      up: true,
      note: 'to be forgotten: webhooks 1',
    });
    expect((await readiness('2025-07-02T00:01:00.000Z'))?.note).toBe('OVERDUE webhooks 1; to be forgotten: webhooks 1');
    const figures = (await stage.send('GET', '/metrics', {})).body as string;
    expect(figures).toContain('entraide_erasures_overdue{context="webhooks"} 1');
    expect(figures).toContain('entraide_erasures_waiting{context="benefits"} 0');
    expect(figures).not.toContain('ISSA');
    back();
    await stage.settled();
    const all = (await ask('GET', '/v1/audit/erasures', 'auditor')).body as { erasures: object[] };
    expect(all.erasures[1]).toMatchObject({ person: 'ISSA', status: 'forgotten', remaining: [] });
    expect(await told()).not.toContain('Issa Ouédraogo');
    expect((await readiness('2025-07-02T00:02:00.000Z'))?.note).toBeUndefined();
  }, 20_000);
});
