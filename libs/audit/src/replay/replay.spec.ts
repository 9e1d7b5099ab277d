import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { everyScheme, type StoredEvent } from '#eventstore';
import { LocalStage, readScenario, runScenario } from '#scenarios';
import { contexts } from '../../../../apps/cli/src/contexts.js';
import { householdPart } from './household-log.js';
import { partOf } from './part-of-log.js';
import { type ReplayedProjection, replayContext, type ReplayWanted } from './replay-context.js';
import { replayHousehold } from './replay-household.js';

const story = 'libs/contributions/scenarios/instalments.yaml';

describe('what was recorded, replayed', () => {
  let stage: LocalStage;
  beforeAll(async () => {
    stage = await LocalStage.open(contexts);
    await stage.fresh();
    const report = await runScenario(stage, await readScenario(story));
    if (!report.ok) throw new Error(JSON.stringify(report.failed));
    await stage.settled();
  }, 60_000);
  afterAll(() => stage.close());

  const replaying = () => ({ log: stage.stores.log, open: stage.stores.codec.clearly, models: stage.stores.models });
  const projections = contexts.flatMap(context => context.projections);
  const claimTable = () => projections.find(({ name }) => name === 'benefits.claim.v1')!.tables[0]!;
  const replayed = async (wanted: ReplayWanted, shard = 'benefits') => {
    const own = projections.filter(projection => projection.shard === shard);
    const reports: ReplayedProjection[] = [];
    for await (const report of replayContext(replaying(), own, wanted)) reports.push(report);
    return reports;
  };

  test.each(contexts.filter(context => context.projections.length > 0).map(({ shard }) => shard))(
    '%s comes out as it is, once and twice, whatever the batches',
    async shard => {
      const reports = await replayed({ again: true }, shard);
      expect(reports.length).toBe(projections.filter(projection => projection.shard === shard).length);
      for (const { live, replayed: hash, again, equal } of reports) {
        expect([hash, again, equal]).toEqual([live, live, true]);
      }
      // The story tells of all but a provider's system that listens.
      expect(reports.some(({ rows }) => rows > 0)).toBe(shard !== 'webhooks');
    },
  );

  test('at an earlier position, or as known on an earlier day, there is less and nothing to compare it with', async () => {
    const claims = (reports: readonly ReplayedProjection[]) =>
      reports.find(({ projection }) => projection === 'benefits.claim.v1')!;
    const [now, head] = [claims(await replayed({})), await stage.stores.log.head('benefits')];
    const first = (await stage.stores.log.readAll('benefits', { limit: head })).find(
      ({ type }) => type === 'benefits.ClaimSubmitted',
    )!;
    expect(claims(await replayed({ upTo: first.position - 1 }))).toMatchObject({ rows: 0, live: null, equal: true });
    expect(claims(await replayed({ upTo: first.position }))).toMatchObject({ rows: 1, live: null });
    const before = new Date(Date.parse(first.recordedAt) - 1).toISOString();
    expect(claims(await replayed({ until: before }))).toMatchObject({ rows: 0, live: null });
    const after = claims(await replayed({ until: '9999-12-31T23:59:59.999Z', again: true }));
    expect([after.replayed, after.again]).toEqual([now.live, now.live]);
  });

  test('a read model that somebody changed by hand is found', async () => {
    const { models } = stage.stores;
    const claim = projections.find(({ name }) => name === 'benefits.claim.v1')!;
    const [table] = claim.tables;
    const [row] = await models.find(everyScheme, table!);
    const write = async (changed: object, deleted: readonly object[] = []) => {
      const [checkpoint] = (await models.checkpoints('benefits')).filter(({ name }) => name === claim.name);
      await models.flush('benefits', checkpoint!, checkpoint!.position, [
        { table: table!, set: [changed], deleted: [...deleted] },
      ]);
    };
    await write({ ...row, billed: 1 });
    expect((await replayed({})).filter(({ equal }) => !equal).map(({ projection }) => projection)).toEqual([
      claim.name,
    ]);
    const household = (row as { household: string }).household;
    const one = await replayHousehold({ ...replaying(), projections }, everyScheme, household);
    expect(one?.equal).toBe(false);
    expect(one?.tables.filter(({ different }) => different.length > 0).map(({ table: name }) => name)).toEqual([
      'claim',
    ]);
    const invented = { ...row, claim: 'INVENTED' };
    await write(row!);
    await write(invented);
    const more = await replayHousehold({ ...replaying(), projections }, everyScheme, household);
    expect(more?.tables.flatMap(({ different }) => different)).toEqual([
      expect.objectContaining({ claim: 'INVENTED' }),
    ]);
    await write(row!, [invented]);
    expect((await replayed({})).every(({ equal }) => equal)).toBe(true);
  });

  test('one household alone comes out as its rows are, without reading any log through', async () => {
    const { log } = stage.stores;
    const [claim] = await stage.stores.models.find(everyScheme, claimTable());
    const { household, scheme } = claim as { household: string; scheme: string };
    const one = await replayHousehold({ ...replaying(), projections }, everyScheme, household);
    expect(one).toMatchObject({ equal: true, parked: 0 });
    const rows = Object.fromEntries(one!.tables.map(({ context, table, rows: many }) => [`${context}.${table}`, many]));
    expect(rows).toMatchObject({ 'membership.household': 1, 'contributions.account': 1 });
    expect(rows['benefits.claim']).toBeGreaterThan(0);
    const part = await householdPart(log, everyScheme, household);
    expect(part!.ids.has(household)).toBe(true);
    expect([...part!.events.values()].flat().length).toBe(one!.events);
    expect(await householdPart(log, { schemes: ['elsewhere'] }, household)).toBeUndefined();
    expect(await householdPart(log, { schemes: [scheme] }, household)).toBeDefined();
    expect(await replayHousehold({ ...replaying(), projections }, everyScheme, 'nobody')).toBeUndefined();
  });

  test('odd batches hold every event once, in order', async () => {
    const { log } = stage.stores;
    const read = async (batches?: readonly number[]) => {
      const all: (readonly StoredEvent[])[] = [];
      for await (const events of partOf(log, { batches }).scan('benefits')) all.push(events);
      return all;
    };
    const odd = await read([3, 1]);
    expect(odd.slice(0, 4).map(({ length }) => length)).toEqual([3, 1, 3, 1]);
    expect(odd.flat()).toEqual((await read()).flat());
  });
});
