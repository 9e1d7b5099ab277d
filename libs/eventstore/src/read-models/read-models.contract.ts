import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Table } from '../projection.js';
import { CheckpointLost, everyScheme, noScheme, type RowChange } from '../read-models.js';
import { DayColumn, InstantColumn, MinorColumn } from './columns.js';
import type { RebuildableReadModels } from './rebuildable-read-models.js';

@Entity('paid_line')
export class PaidLine {
  @PrimaryColumn('text') claim: string;
  @PrimaryColumn('int') line: number;
  @Column('text') scheme: string;
  @MinorColumn() paid: number;
  @DayColumn({ nullable: true }) paidOn: string | null;
  @InstantColumn({ name: 'decided_at', nullable: true }) decidedAt?: string | null;
  @Column('jsonb', { nullable: true }) shares?: unknown;
  @Column('boolean', { default: false }) reversed: boolean;
}

export const paidLines: Table<PaidLine> = { entity: PaidLine, name: 'paid_line', key: ['claim', 'line'] };
const table = paidLines as unknown as Table;

export const createPaidLine = `
  create table benefits.paid_line (
    claim text not null, line int not null, scheme text not null, paid bigint not null check (paid >= 0),
    "paidOn" date, decided_at timestamptz(3), shares jsonb, reversed boolean not null default false,
    primary key (claim, line));
  create index paid_line_by_day on benefits.paid_line (scheme, "paidOn")`;

const line = (claim: string, number: number, more: Partial<PaidLine> = {}): PaidLine => ({
  claim,
  line: number,
  scheme: 'kaya',
  paid: 1_000,
  paidOn: '2026-03-01',
  decidedAt: null,
  shares: null,
  reversed: false,
  ...more,
});

const setting = (...rows: readonly PaidLine[]): RowChange => ({ table, set: rows, deleted: [] });

/** What every home of read models does. */
export const readModelsContract = (
  name: string,
  open: () => Promise<{ empty: () => Promise<RebuildableReadModels>; close: () => Promise<void> }>,
): void =>
  describe(`read models in ${name}`, () => {
    let models: RebuildableReadModels;
    let home: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      home = await open();
    });
    beforeEach(async () => {
      models = await home.empty();
    });
    afterAll(() => home.close());

    const write = async (...changes: readonly RowChange[]) => {
      const checkpoint = await models.claim('benefits', 'benefits.paid_lines.v1');
      return models.flush('benefits', checkpoint, checkpoint.position + 1, changes);
    };
    const claims = (found: readonly PaidLine[]) => found.map(({ claim }) => claim);

    describe('rows', () => {
      test('come back as they were written, amounts as numbers, days and instants as texts', async () => {
        const row = line('C1', 1, {
          paid: 9_007_199_254_740_991,
          decidedAt: '2026-03-02T10:15:00.123Z',
          shares: { member: [1, 2], 'aînée "Awa"\t\\n': 'é🙂' },
          reversed: true,
        });
        await write(setting(row));
        expect(await models.findOne(everyScheme, paidLines, { claim: 'C1', line: 1 })).toEqual(row);
        expect(await models.fetch('benefits', table, [{ claim: 'C1', line: 1 }])).toEqual([row]);
      });

      test('have null where nothing was given', async () => {
        const { decidedAt: _decidedAt, shares: _shares, ...given } = line('C1', 1);
        await write(setting(given));
        expect(await models.findOne(everyScheme, paidLines, { claim: 'C1', line: 1 })).toEqual(line('C1', 1));
      });

      test('are replaced and removed by key', async () => {
        await write(setting(line('C1', 1), line('C1', 2), line('C2', 1)));
        await write({ table, set: [line('C1', 1, { paid: 5 })], deleted: [{ claim: 'C1', line: 2 }] });
        const left = await models.find(everyScheme, paidLines, { orderBy: ['claim', 'line'] });
        expect(left).toEqual([line('C1', 1, { paid: 5 }), line('C2', 1)]);
      });

      test('are fetched by key, those that exist', async () => {
        await write(setting(line('C1', 1), line('C2', 1)));
        const keys = [
          { claim: 'C2', line: 1 },
          { claim: 'C2', line: 2 },
        ];
        expect(await models.fetch('benefits', table, keys)).toEqual([line('C2', 1)]);
        expect(await models.fetch('benefits', table, [])).toEqual([]);
      });
    });

    describe('questions', () => {
      beforeEach(() =>
        write(
          setting(
            line('C1', 1, { paid: 10, paidOn: '2026-01-31' }),
            line('C2', 1, { paid: 20, paidOn: '2026-02-01', scheme: 'dori' }),
            line('C3', 1, { paid: 30, paidOn: null }),
            line('C4', 1, { paid: 30, paidOn: '2026-02-28' }),
          ),
        ),
      );

      test.each([
        [{ claim: 'C2' }, ['C2']],
        [{ paid: 30, scheme: 'kaya' }, ['C3', 'C4']],
        [{ claim: { in: ['C1', 'C4', 'C9'] } }, ['C1', 'C4']],
        [{ claim: { in: [] } }, []],
        [{ paidOn: null }, ['C3']],
        [{ paidOn: { atLeast: '2026-02-01', atMost: '2026-02-28' } }, ['C2', 'C4']],
        [{ paid: { atMost: 20 } }, ['C1', 'C2']],
        [{ paid: { atLeast: 21 } }, ['C3', 'C4']],
        [{}, ['C1', 'C2', 'C3', 'C4']],
      ])('where %j', async (where, expected) => {
        expect(claims(await models.find(everyScheme, paidLines, { where, orderBy: ['claim'] }))).toEqual(expected);
        expect(await models.count(everyScheme, paidLines, where)).toBe(expected.length);
      });

      test('are answered in order, page by page', async () => {
        const page = { orderBy: ['paid', 'claim'], limit: 2 } as const;
        expect(claims(await models.find(everyScheme, paidLines, page))).toEqual(['C1', 'C2']);
        expect(claims(await models.find(everyScheme, paidLines, { ...page, offset: 2 }))).toEqual(['C3', 'C4']);
        expect(claims(await models.find(everyScheme, paidLines, { ...page, descending: true }))).toEqual(['C4', 'C3']);
      });

      test('put rows without a value last', async () =>
        expect(claims(await models.find(everyScheme, paidLines, { orderBy: ['paidOn'] }))).toEqual([
          'C1',
          'C2',
          'C4',
          'C3',
        ]));
    });

    describe('whose rows a question sees', () => {
      beforeEach(() =>
        write(setting(line('C1', 1), line('C2', 1, { scheme: 'dori' }), line('C3', 1, { scheme: '*' }))),
      );
      const seenBy = async (schemes: readonly string[] | 'all') =>
        claims(await models.find({ schemes }, paidLines, { orderBy: ['claim'] }));

      test('is said by its scope', async () => {
        expect(await seenBy(['kaya'])).toEqual(['C1']);
        expect(await seenBy(['kaya', 'dori'])).toEqual(['C1', 'C2']);
        expect(await seenBy('all')).toEqual(['C1', 'C2', 'C3']);
      });

      test('is nobody’s without a scope', async () => {
        expect(await models.find(noScheme, paidLines)).toEqual([]);
        expect(await models.count(noScheme, paidLines)).toBe(0);
        expect(await models.findOne(noScheme, paidLines, { claim: 'C1', line: 1 })).toBeUndefined();
      });

      test.each(['*', 'kaya,dori', ''])('is not widened by a scheme that is called %j', async scheme =>
        expect(await seenBy([scheme])).toEqual([]),
      );

      test('holds for a row whose key is known', async () => {
        expect(await models.findOne({ schemes: ['kaya'] }, paidLines, { claim: 'C2', line: 1 })).toBeUndefined();
        expect(await models.count({ schemes: ['kaya'] }, paidLines)).toBe(1);
      });
    });

    describe('a checkpoint', () => {
      test('starts at 0 and moves with the rows', async () => {
        const claimed = await models.claim('benefits', 'benefits.paid_lines.v1');
        expect(claimed.position).toBe(0);
        const moved = await models.flush('benefits', claimed, 7, [setting(line('C1', 1))]);
        expect(moved).toEqual({ ...claimed, position: 7 });
        expect(await models.checkpoints('benefits')).toEqual([moved]);
      });

      test('is moved by its last owner alone, and the rows of another are not written', async () => {
        const old = await models.claim('benefits', 'benefits.paid_lines.v1');
        const owner = await models.claim('benefits', 'benefits.paid_lines.v1');
        expect(owner.epoch).toBe(old.epoch + 1);
        await expect(models.flush('benefits', old, 1, [setting(line('C1', 1))])).rejects.toThrow(CheckpointLost);
        expect(await models.count(everyScheme, paidLines)).toBe(0);
      });

      test('is moved from where it stands', async () => {
        const claimed = await models.claim('benefits', 'benefits.paid_lines.v1');
        await models.flush('benefits', claimed, 5, []);
        await expect(models.flush('benefits', claimed, 6, [])).rejects.toThrow(CheckpointLost);
      });
    });

    test('parked streams are kept by name and stream', async () => {
      const parked = { name: 'a', stream: 'benefits.claim-1', position: 4, error: 'no such act', attempts: 3 };
      await models.park('benefits', parked);
      await models.park('benefits', { ...parked, attempts: 4 });
      await models.park('benefits', { ...parked, name: 'b' });
      expect(await models.parked('benefits', 'a')).toEqual([{ ...parked, attempts: 4 }]);
      expect(await models.parked('benefits')).toHaveLength(2);
      await models.unpark('benefits', 'a', 'benefits.claim-1');
      expect(await models.parked('benefits', 'a')).toEqual([]);
    });

    describe('a generation', () => {
      const many = Array.from({ length: 300 }, (_, index) =>
        line(`C${index % 7} "x"\t\\é`, index, { paid: index, shares: index % 3 ? null : { b: 1, a: ['x', null] } }),
      );

      test('is filled beside the live rows and takes their place with its position', async () => {
        const live = await write(setting(line('old', 1)));
        await models.createGeneration('benefits', [table], 'next');
        await models.load('benefits', table, many, 'next');
        await models.indexGeneration('benefits', table, 'next', 'key');
        await models.replaceRows('benefits', { table, set: [line('late', 1)], deleted: [many[0]!] }, 'next');
        expect(claims(await models.find(everyScheme, paidLines))).toEqual(['old']);

        const parked = { name: live.name, stream: 'benefits.claim-9', position: 3, error: 'unreadable', attempts: 1 };
        await models.swapGeneration('benefits', {
          name: live.name,
          tables: [table],
          generation: 'next',
          position: 99,
          parked: [parked],
        });
        expect(await models.count(everyScheme, paidLines)).toBe(300);
        expect(await models.findOne(everyScheme, paidLines, { claim: 'late', line: 1 })).toEqual(line('late', 1));
        expect(await models.find({ schemes: ['dori'] }, paidLines)).toEqual([]);
        expect(await models.checkpoints('benefits')).toEqual([{ name: live.name, position: 99, epoch: live.epoch }]);
        expect(await models.parked('benefits')).toEqual([parked]);
        await expect(models.flush('benefits', live, 100, [])).rejects.toThrow(CheckpointLost);
      });

      test('takes rows in lots, before and after its indexes are made', async () => {
        await write(setting(...many));
        await models.createGeneration('benefits', [table], 'next');
        for (const [from, to] of [
          [0, 0],
          [0, 100],
          [100, 300],
        ]) {
          const lot = models.lot('benefits', table, 'next');
          for (let at = from!; at < to!; at += 50) lot.add(many.slice(at, at + 50));
          expect(lot.size).toBe(to! - from!);
          await lot.load();
          await models.indexGeneration('benefits', table, 'next', from === 0 ? 'key' : 'all');
        }
        expect(await models.stateHash('benefits', [table], { generation: 'next' })).toMatchObject({
          hash: (await models.stateHash('benefits', [table])).hash,
        });
        await models.dropGeneration('benefits', [table], 'next');
      });

      test('can be made again and again, and given up', async () => {
        for (let round = 0; round < 2; round += 1) {
          await models.createGeneration('benefits', [table], 'next');
          await models.load('benefits', table, many, 'next');
        }
        await models.dropGeneration('benefits', [table], 'next');
        await expect(models.fetch('benefits', table, [{ claim: 'C1', line: 1 }], 'next')).rejects.toThrow();
      });

      test('has the hash of the live rows when the rows are the same, however they came', async () => {
        await write(setting(...many));
        await models.createGeneration('benefits', [table], 'next');
        await models.load('benefits', table, [...many].reverse(), 'next');
        await models.indexGeneration('benefits', table, 'next', 'all');
        const [live, next] = [
          await models.stateHash('benefits', [table], { checkpoint: 'benefits.paid_lines.v1' }),
          await models.stateHash('benefits', [table], { generation: 'next' }),
        ];
        expect(live).toEqual({ hash: next.hash, rows: 300, position: 1 });
        // The same everywhere: memory and PostgreSQL are held to one figure.
        expect(live.hash).toBe('d69f9ae12169565c148fe1cf139f177b65213cdc59a611c4ad02f96640c776ed');
        await models.replaceRows('benefits', { table, set: [{ ...many[5]!, paid: 6 }], deleted: [] }, 'next');
        expect((await models.stateHash('benefits', [table], { generation: 'next' })).hash).not.toBe(live.hash);
        await models.dropGeneration('benefits', [table], 'next');
      });
    });
  });
