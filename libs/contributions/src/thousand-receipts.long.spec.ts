import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { everyScheme } from '#eventstore';
import { sum } from '#kernel';
import { postgresStores } from '#platform';
import { freshDatabase } from '#testing/postgres';
import { ContributionsServer } from '../test/contributions-server.js';
import { contributionsContext } from './contributions.module.js';
import { journalTable } from './projections/journal.entity.js';
import { receiptTable } from './projections/receipt.entity.js';
import { tillTable } from './projections/till.entity.js';

const collectors = Array.from({ length: 20 }, (_, index) => `AGENT-${index}`);
const perCollector = 50;
const day = '2025-01-10';
const numberOf = (collector: number, index: number): string => String(1_000 + collector * perCollector + index);

/** Each collector writes their own booklet for their own households; all of them enter their day at the same moment. */
const papers = collectors.flatMap((collector, at) =>
  Array.from({ length: perCollector }, (_, index) => ({
    ...{ receipt: numberOf(at, index), household: `H${at * 5 + (index % 5)}`, amount: 100 + index },
    ...{ receivedOn: day, collector, till: collector },
  })),
);

describe('a thousand receipts of one scheme at the same moment, each sent twice', () => {
  let server: ContributionsServer;
  let release: () => Promise<void>;

  beforeAll(async () => {
    const database = await freshDatabase();
    const keys = await mkdtemp(join(tmpdir(), 'entraide-thousand-'));
    server = await ContributionsServer.start(() => postgresStores(database.credentials, keys, [contributionsContext]));
    release = async () => {
      await server.stop();
      await database.drop();
      await rm(keys, { recursive: true });
    };
    const plan = { version: '1', effectiveFrom: '2024-01-01', currency: 'XOF', contributionPerPerson: 7_000 };
    await server.ask('POST', 'products/P1/plans', plan);
    for (const household of new Set(papers.map(paper => paper.household))) {
      const joined = { household, product: 'P1', section: 'S1', term: 1, persons: [`P-${household}`] };
      await server.tell({ type: 'membership.household-enrolled.v1', data: { ...joined, enrolledOn: '2025-01-02' } });
    }
    for (const [at, holder] of collectors.entries()) {
      const range = { booklet: `C${at}`, from: numberOf(at, 0), to: numberOf(at, perCollector - 1) };
      await server.ask('POST', 'booklets', { ...range, holder, issuedOn: day });
      const bag = { kind: 'collector', holder, currency: 'XOF', float: 0, openedOn: day };
      await server.ask('POST', `tills/${holder}/open`, bag);
    }
  }, 120_000);

  afterAll(() => release(), 60_000);

  test('none is lost, none counts twice, every booklet is whole, and each bag holds what was written', async () => {
    const started = performance.now();
    const answers = await Promise.all(
      [...papers, ...papers].map((paper, index) => server.insist('receipts', paper, `paper-${index % papers.length}`)),
    );
    const took_ms = Math.round(performance.now() - started);
    expect(new Set(answers)).toEqual(new Set([200]));
    await server.settled();

    const receipts = await server.models.find(everyScheme, receiptTable, {});
    expect(receipts.length).toBe(papers.length);
    expect(sum(receipts.map(({ amount }) => amount))).toBe(sum(papers.map(({ amount }) => amount)));
    const { body } = await server.ask('GET', 'booklets');
    expect((body['booklets'] as object[]).map(booklet => ({ ...booklet }))).toEqual(
      collectors.map(() => expect.objectContaining({ used: perCollector, voided: 0, gaps: [] })),
    );
    const tills = await server.models.find(everyScheme, tillTable, {});
    expect(tills.map(({ expected }) => expected)).toEqual(
      collectors.map(() => sum(Array.from({ length: perCollector }, (_, index) => 100 + index))),
    );
    const lines = await server.models.find(everyScheme, journalTable, { where: { account: 'cash' } });
    expect(sum(lines.map(({ amount }) => amount))).toBe(sum(papers.map(({ amount }) => amount)));
    process.stderr.write(`\n${papers.length} receipts, each sent twice: ${took_ms} ms\n`);
  }, 120_000);
});
