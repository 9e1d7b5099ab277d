import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everyScheme } from '#eventstore';
import { postgresStores } from '#platform';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { benefitsContext } from '../benefits.module.js';
import { type ReviewRow, reviewTable } from '../projections/review.entity.js';
import { Reviews, type ReviewsFilter, ReviewsHandler } from './reviews.queries.js';

const waiting = 30_000;
const review = (at: number): ReviewRow => ({
  ...{ scheme: 'A', claim: `C${String(at).padStart(6, '0')}`, review: 1, provider: `P${at % 10}`, person: `N${at}` },
  ...{ status: 'open', because: at % 3 === 0 ? 'flagged' : 'sampled', openedBy: 'clerk', openedOn: '2025-05-02' },
  // Many cost the same: visits have a tariff.
  ...{ amount: (at % 7) * 400, assignee: at % 4 === 0 ? 'doctor' : null, outcome: null, after: null },
});

describe('a queue of thirty thousand reviews', () => {
  let database: FreshDatabase;
  let dataDir: string;
  let stores: Awaited<ReturnType<typeof postgresStores>>;
  let reviews: ReviewsHandler;

  beforeAll(async () => {
    database = await freshDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'entraide-queue-'));
    stores = await postgresStores(database.credentials, dataDir, [benefitsContext]);
    reviews = new ReviewsHandler(stores.models);
    let checkpoint = await stores.models.claim('benefits', 'benefits.review.v1');
    for (let from = 0; from < waiting; from += 5_000) {
      const set = Array.from({ length: 5_000 }, (_, at) => review(from + at));
      const changes = [{ table: reviewTable as never, set, deleted: [] }];
      checkpoint = await stores.models.flush('benefits', checkpoint, from + 5_000, changes);
    }
  }, 60_000);
  afterAll(async () => {
    await stores.close();
    await database.drop();
    await rm(dataDir, { recursive: true });
  });

  const page = (filter: ReviewsFilter, limit: number, after?: string) =>
    reviews.execute(new Reviews(everyScheme, 'A', { status: 'open', ...filter }, { limit, offset: 0, after }));

  const walked = async (filter: ReviewsFilter, limit: number): Promise<readonly ReviewRow[]> => {
    const all = [...(await page(filter, limit)).reviews];
    for (let last = all.at(-1); last;) {
      const { reviews: next, total } = await page(filter, limit, last.claim);
      expect(total).toBeUndefined();
      all.push(...next);
      last = next.at(-1);
    }
    return all;
  };

  test('is walked page by page, each review once, the largest amounts first', async () => {
    expect((await page({}, 1)).total).toBe(waiting);
    const all = await walked({}, 500);
    expect(new Set(all.map(({ claim }) => claim)).size).toBe(waiting);
    expect(all).toHaveLength(waiting);
    const sorted = all.every((row, at) => {
      const before = all[at - 1];
      return !before || before.amount > row.amount || (before.amount === row.amount && before.claim > row.claim);
    });
    expect(sorted).toBe(true);
  }, 60_000);

  test.each<[ReviewsFilter, number]>([
    [{ assignee: 'doctor' }, waiting / 4],
    [{ because: 'flagged' }, waiting / 3],
    [{ provider: 'P7' }, waiting / 10],
    [{ provider: 'P7', assignee: 'doctor' }, 0],
  ])(
    'is walked by filter as well: %j',
    async (filter, found) => {
      expect((await page(filter, 1)).total).toBe(found);
      expect(await walked(filter, 500)).toHaveLength(found);
    },
    60_000,
  );

  test('ends after its last, and knows no page after a claim it does not have', async () => {
    const last = (await walked({ provider: 'P7' }, 500)).at(-1);
    expect((await page({ provider: 'P7' }, 500, last?.claim)).reviews).toEqual([]);
    expect((await page({}, 500, 'UNKNOWN')).reviews).toEqual([]);
  }, 60_000);

  test('gives a page from its far end about as fast as the first', async () => {
    const took = async (after?: string): Promise<number> => {
      const begun = performance.now();
      for (let time = 0; time < 10; time += 1) await page({}, 100, after);
      return (performance.now() - begun) / 10;
    };
    await took();
    const [first, far] = [await took('C029994'), await took('C000007')];
    expect(far).toBeLessThan(10 * first + 50);
  }, 60_000);
});
