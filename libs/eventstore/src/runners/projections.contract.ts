import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { EventLog } from '../event-log.js';
import type { Projection, Table } from '../projection.js';
import { everyScheme } from '../read-models.js';
import type { RebuildableReadModels } from '../read-models/rebuildable-read-models.js';
import { MemoryReadModels } from '../read-models/memory-read-models.js';
import {
  claimRows,
  hasty,
  movements,
  openPlain,
  paid,
  paidClaims,
  received,
  record,
  schemeTotals,
} from './paid-claims.fixture.js';
import { EventFeeds, ProjectionRunner } from './projection-runner.js';
import { Rebuild } from './rebuild.js';
import { pause } from './transient.js';

const name = paidClaims.name;

export interface ProjectionsHome {
  readonly log: EventLog;
  readonly models: RebuildableReadModels;
}

/** What projections do, whatever keeps the log and the rows. */
export const projectionsContract = (
  where: string,
  open: () => Promise<{ empty: () => Promise<ProjectionsHome>; close: () => Promise<void> }>,
): void =>
  describe(`projections in ${where}`, () => {
    let home: Awaited<ReturnType<typeof open>>;
    let log: EventLog;
    let models: RebuildableReadModels;
    let running: ProjectionRunner[];
    beforeAll(async () => {
      home = await open();
    });
    beforeEach(async () => {
      ({ log, models } = await home.empty());
      running = [];
    });
    afterEach(() => Promise.all(running.map(runner => runner.stop())));
    afterAll(() => home.close());

    const runner = (projections: readonly Projection[] = [paidClaims], store = log): ProjectionRunner => {
      const made = new ProjectionRunner(new EventFeeds(store, openPlain, 5), models, projections, hasty);
      running.push(made);
      return made;
    };
    const started = async (...given: Parameters<typeof runner>): Promise<ProjectionRunner> => {
      const made = runner(...given);
      await made.start();
      return made;
    };
    const caughtUp = async (by: ProjectionRunner): Promise<void> => {
      expect(await by.waitFor('benefits', await log.head('benefits'), undefined, 5_000)).toBe(true);
    };
    const totals = () => models.find(everyScheme, schemeTotals, { orderBy: ['scheme'] });
    const claim = (id: string) => models.findOne(everyScheme, claimRows, { claim: `benefits.claim-${id}` });

    test('rows follow the log, over batches and within one', async () => {
      for (let index = 0; index < 12; index += 1) await received(log, `C${index}`, 1_000, index % 3 ? 'kaya' : 'dori');
      await paid(log, 'C11', 800);
      await caughtUp(await started());
      expect(await totals()).toEqual([
        { scheme: 'dori', claims: 4, paid: 0 },
        { scheme: 'kaya', claims: 8, paid: 800 },
      ]);
    });

    test('rows follow within ten milliseconds or so, without waiting for the next poll', async () => {
      const made = new ProjectionRunner(new EventFeeds(log, openPlain), models, [paidClaims], { pollMs: 60_000 });
      running.push(made);
      await made.start();
      await received(log, 'C1', 1_000);
      expect(await made.waitFor('benefits', 1, [name], 1_000)).toBe(true);
    });

    test('a process that starts again goes on where the other stopped', async () => {
      await received(log, 'C1', 1_000);
      const first = await started();
      await caughtUp(first);
      await first.stop();
      await received(log, 'C2', 1_000);
      await caughtUp(await started());
      expect(await totals()).toEqual([{ scheme: 'kaya', claims: 2, paid: 0 }]);
    });

    test('two processes share the work of none: the later one owns the checkpoint, and each event counts once', async () => {
      const first = await started();
      const second = await started();
      for (let index = 0; index < 20; index += 1) await received(log, `C${index}`, 1_000);
      await caughtUp(second);
      expect(await totals()).toEqual([{ scheme: 'kaya', claims: 20, paid: 0 }]);
      while (first.followers[0]?.active) await pause(1);
      expect((await first.status())[0]?.state).toBe('lost');
      await first.reclaim(name);
      await received(log, 'C20', 1_000);
      await caughtUp(first);
      expect(await totals()).toEqual([{ scheme: 'kaya', claims: 21, paid: 0 }]);
    });

    test('a read of another process waits for the checkpoint it sees', async () => {
      await received(log, 'C1', 1_000);
      const elsewhere = runner();
      expect(await elsewhere.waitFor('benefits', 1, [name], 30)).toBe(false);
      await started();
      expect(await elsewhere.waitFor('benefits', 1, [name], 2_000)).toBe(true);
    });

    describe('an event that cannot be handled', () => {
      const poisonAmong = async (): Promise<ProjectionRunner> => {
        await received(log, 'good', 1_000);
        await received(log, 'bad', -1);
        await paid(log, 'bad', 10);
        await paid(log, 'good', 700);
        const made = await started();
        await caughtUp(made);
        return made;
      };

      test('sets its stream aside, with the reason, and leaves no trace; the rest goes on', async () => {
        const made = await poisonAmong();
        expect(await totals()).toEqual([{ scheme: 'kaya', claims: 1, paid: 700 }]);
        expect(await claim('bad')).toBeUndefined();
        const parked = { name, stream: 'benefits.claim-bad', position: 2, error: 'a claim of -1', attempts: 3 };
        expect(await models.parked('benefits')).toEqual([parked]);
        expect(made.parked()).toEqual([parked]);
        expect(await made.status()).toMatchObject([{ name, lag: 0, parked: 1, position: 4 }]);
      });

      test('keeps its stream aside after a new start', async () => {
        await (await poisonAmong()).stop();
        await paid(log, 'bad', 5);
        await caughtUp(await started());
        expect(await claim('bad')).toBeUndefined();
      });

      test('stays aside, and says why, when it is taken up with nothing mended', async () => {
        const made = await poisonAmong();
        await expect(made.resume(name, 'benefits.claim-bad')).rejects.toThrow('a claim of -1');
        expect(await models.parked('benefits')).toMatchObject([{ attempts: 6 }]);
      });

      test('is taken up from where it stopped once the projection was mended', async () => {
        await (await poisonAmong()).stop();
        const { on } = paidClaims;
        const receive = on['benefits.ClaimReceived'] as Exclude<(typeof on)[string], 'ignore'>;
        const mended: Projection = {
          ...paidClaims,
          on: {
            ...on,
            'benefits.ClaimReceived': {
              ...receive,
              write: (event, rows) => receive.write({ ...event, data: { billed: 50 } }, rows),
            },
          },
        };
        const made = await started([mended]);
        await made.resume(name, 'benefits.claim-bad');
        expect(await models.parked('benefits')).toEqual([]);
        expect(await claim('bad')).toMatchObject({ billed: 50, paid: 10 });
        expect(await totals()).toEqual([{ scheme: 'kaya', claims: 2, paid: 710 }]);

        await paid(log, 'bad', 5);
        await caughtUp(made);
        expect(await claim('bad')).toMatchObject({ paid: 15 });
      });

      test('may be one whose bytes nobody can read', async () => {
        await received(log, 'good', 1_000);
        const unreadable = jest.spyOn(JSON, 'stringify').mockReturnValueOnce('{ not JSON');
        await received(log, 'bad', 1);
        unreadable.mockRestore();
        await paid(log, 'good', 700);
        await caughtUp(await started());
        expect(await models.parked('benefits')).toMatchObject([
          { stream: 'benefits.claim-bad', error: 'benefits.ClaimReceived cannot be read' },
        ]);
        expect(await totals()).toMatchObject([{ paid: 700 }]);
      });
    });

    test('events a projection does not know, or ignores, are passed over', async () => {
      await record(log, 'C1', 'ClaimFiled', {});
      await record(log, 'C1', 'toString', {});
      await record(log, 'C1', 'SomethingNew', {});
      const made = await started();
      await caughtUp(made);
      expect(made.parked()).toEqual([]);
      await made.stop();
      expect(await models.checkpoints('benefits')).toMatchObject([{ position: 3 }]);
    });

    test('a row that is written once is not read, and not removed', async () => {
      const careless: Projection = {
        ...paidClaims,
        on: {
          'benefits.ClaimReceived': { write: (_event, rows) => void rows.get(movements, { position: 1 }) },
          'benefits.ClaimPaid': { write: (_event, rows) => rows.delete(movements, { position: 1 }) },
        },
      };
      await received(log, 'C1', 1_000);
      await paid(log, 'C2', 1_000);
      const made = await started([careless]);
      await caughtUp(made);
      expect(made.parked()).toMatchObject([
        { error: expect.stringContaining('and is read') },
        { error: expect.stringContaining('and loses rows') },
      ]);
    });

    test('a row that was not declared is not read', async () => {
      const careless: Projection = {
        ...paidClaims,
        on: { 'benefits.ClaimReceived': { write: (_event, rows) => void rows.get(schemeTotals, { scheme: 'kaya' }) } },
      };
      await received(log, 'C1', 1_000);
      const made = await started([careless]);
      await caughtUp(made);
      expect(made.parked()).toMatchObject([{ error: expect.stringContaining('was not declared') }]);
    });

    describe('a rebuild', () => {
      const history = async (): Promise<void> => {
        for (let index = 0; index < 30; index += 1)
          await received(log, `C${index}`, 1_000 + index, index % 3 ? 'kaya' : 'dori');
        for (let index = 0; index < 30; index += 2)
          await paid(log, `C${index}`, 10 * index, index % 3 ? 'kaya' : 'dori');
      };
      const { tables } = paidClaims;
      const rebuild = () => new Rebuild(log, openPlain, models);

      test.each([500_000, 7])('makes the rows that running made, with %i rows in memory', async rowsInMemory => {
        await history();
        await caughtUp(await started());
        const live = await models.stateHash('benefits', tables, { checkpoint: name });
        await models.stateHash('benefits', tables);
        const seen: number[] = [];
        const [replayed] = await rebuild().rebuild([paidClaims], {
          rowsInMemory,
          onProgress: ({ position }) => seen.push(position),
        });
        expect(replayed).toMatchObject({ name, position: 45, events: 45 });
        expect(seen.at(-1)).toBe(45);
        expect(await models.stateHash('benefits', tables, { checkpoint: name })).toEqual(live);
      });

      test('reads what was appended while it wrote, in as many rounds as that takes', async () => {
        await history();
        let late = 0;
        const busy = jest.spyOn(models, 'indexGeneration').mockImplementation(async function (
          this: typeof models,
          ...given
        ) {
          if (late++ < 2) await received(log, `late-${late}`, 1_000);
          return Object.getPrototypeOf(models).indexGeneration.apply(models, given) as Promise<void>;
        });
        expect(await rebuild().rebuild([paidClaims])).toMatchObject([{ position: 47, events: 47 }]);
        busy.mockRestore();
        const again = await models.stateHash('benefits', tables);
        await rebuild().rebuild([paidClaims]);
        expect(await models.stateHash('benefits', tables)).toEqual(again);
        expect(await models.count(everyScheme, movements)).toBe(47);
      });

      test('keeps no row that is written once, and writes none of an event that fails', async () => {
        await received(log, 'good', 1_000);
        await received(log, 'bad', -1);
        await paid(log, 'good', 10);
        await rebuild().rebuild([paidClaims], { rowsInMemory: 1 });
        const rows = await models.find(everyScheme, movements, { orderBy: ['position'] });
        expect(rows.map(({ position, amount }) => [position, amount])).toEqual([
          [1, 1_000],
          [3, -10],
        ]);
      });

      test('mends rows that somebody changed by hand', async () => {
        await history();
        const made = await started();
        await caughtUp(made);
        const live = await models.stateHash('benefits', tables);
        await made.stop();
        const checkpoint = await models.claim('benefits', name);
        const tampered = {
          table: schemeTotals as unknown as Table,
          set: [{ scheme: 'kaya', claims: 0, paid: 99 }],
          deleted: [],
        };
        await models.flush('benefits', checkpoint, checkpoint.position, [tampered]);
        expect((await models.stateHash('benefits', tables)).hash).not.toBe(live.hash);
        await rebuild().rebuild([paidClaims]);
        expect((await models.stateHash('benefits', tables)).hash).toBe(live.hash);
      });

      test('lets a running projection go on from the exchanged rows', async () => {
        await history();
        const made = await started();
        await caughtUp(made);
        await rebuild().rebuild([paidClaims]);
        await paid(log, 'C1', 1, 'kaya');
        await received(log, 'late', 500, 'kaya');
        await caughtUp(made);
        expect(made.followers[0]?.active).toBe(true);
        expect(await claim('C1')).toMatchObject({ paid: 1 });
        expect(await totals()).toMatchObject([{ scheme: 'dori' }, { scheme: 'kaya', claims: 21 }]);
      });

      test('sets aside what running set aside', async () => {
        await received(log, 'good', 1_000);
        await received(log, 'bad', -1);
        await paid(log, 'bad', 10);
        await caughtUp(await started());
        const live = await models.stateHash('benefits', tables);
        await rebuild().rebuild([paidClaims]);
        expect((await models.stateHash('benefits', tables)).hash).toBe(live.hash);
        expect(await models.parked('benefits')).toMatchObject([{ name, stream: 'benefits.claim-bad', position: 2 }]);
      });

      test('elsewhere, up to a position, gives the hash the rows had there', async () => {
        await history();
        await caughtUp(await started());
        const live = await models.stateHash('benefits', tables, { checkpoint: name });
        await received(log, 'late', 500);
        const memory = new MemoryReadModels();
        await rebuild().replayInto(memory, [paidClaims], 'audit', { upTo: live.position! });
        expect((await memory.stateHash('benefits', tables, { generation: 'audit' })).hash).toBe(live.hash);
      });

      test('of an empty log is empty', async () => {
        expect(await rebuild().rebuild([paidClaims])).toMatchObject([{ position: 0, events: 0 }]);
        expect(await totals()).toEqual([]);
      });
    });
  });
