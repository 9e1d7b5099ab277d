import { describe, expect, test } from '@jest/globals';
import type { FundCommand } from './fund.commands.js';
import { balanceOf, coverOpens, duesCancelled, funding, fundWith, request } from './fund.fixture.js';
import { FundReason } from './fund.reasons.js';
import { receivablesOn } from './receivables.js';
import type { Story } from './story.js';

const pledge = (amount: number, reference = 'LETTRE-1'): FundCommand => ({
  type: 'RecordPledge',
  fund: 'F-MATCH',
  reference,
  amount,
  pledgedOn: '2025-01-02',
});
const invoice = (number: string, drawnUpOn: string): FundCommand => ({
  type: 'DrawUpInvoice',
  fund: 'F-MATCH',
  invoice: number,
  drawnUpOn,
  dueOn: '2025-07-31',
});
const acknowledged = (amount: number): FundCommand => ({
  type: 'AcknowledgeInvoice',
  fund: 'F-MATCH',
  invoice: 'E-1',
  amount,
  acknowledgedOn: '2025-06-15',
});
const owed = (story: Story, on: string) => receivablesOn('F-MATCH', story.events, on);

/** One person whose cover the State helps to pay, on its word alone. */
const earned = () => {
  const story = fundWith(0);
  story.ask(pledge(10_500));
  story.ask(request('H1', 1, '2025-03-05'));
  story.ask(coverOpens('H1'));
  return story;
};

describe('a State that promises', () => {
  test('lets households be served before it has paid a franc, and no further than its promise', () => {
    const story = fundWith(0);
    story.ask(request('H0', 1, '2025-01-01'));
    story.ask(pledge(10_500));
    story.ask(request('H1', 2, '2025-03-05'));
    story.ask(request('H2', 1, '2025-03-06'));
    expect(story.standing('H0')).toMatchObject({ total: 3_500 });
    expect(story.standing('H1')).toMatchObject({ total: 7_000, waiting: 0 });
    expect(story.standing('H2')).toMatchObject({ total: 0, waiting: 1, reason: 'SUB-001' });
    expect(balanceOf(story)).toMatchObject({ received: 0, pledged: 10_500, available: 0, reserved: 10_500 });
  });

  test('pays its promise first; what it gives beyond is new money', () => {
    const story = earned();
    story.ask(funding(4_000, 'AVIS-1'));
    expect(balanceOf(story)).toMatchObject({ received: 4_000, pledged: 6_500, available: 7_000 });
    story.ask(funding(10_000, 'AVIS-2'));
    expect(balanceOf(story)).toMatchObject({ received: 14_000, pledged: 0, available: 10_500, committed: 3_500 });
  });

  test('promises once under one reference', () => {
    const story = earned();
    expect(story.ask(pledge(10_500)).events).toEqual([]);
    expect(story.ask(pledge(10_501)).refused).toBe(FundReason.pledgeReferenceUsed);
  });
});

describe('an invoice', () => {
  test('lists what was earned since the last; nothing twice', () => {
    const story = earned();
    expect(story.ask(invoice('E-1', '2025-04-30')).events).toMatchObject([
      { data: { amount: 3_500, households: 1, persons: 1, lines: [{ household: 'H1', amount: 3_500 }] } },
    ]);
    expect(story.ask(invoice('E-1', '2025-04-30')).events).toEqual([]);
    expect(story.ask(invoice('E-1', '2025-05-31')).refused).toBe(FundReason.invoiceNumberUsed);
    expect(story.ask(invoice('E-2', '2025-05-31')).refused).toBe(FundReason.nothingDue);
  });

  test('deducts what was invoiced and taken back since', () => {
    const story = earned();
    story.ask(invoice('E-1', '2025-04-30'));
    story.ask(duesCancelled('H1', '2025-05-10'));
    expect(story.ask(invoice('E-2', '2025-05-31')).refused).toBe(FundReason.nothingDue);
    story.ask(request('H2', 2, '2025-05-12'));
    story.ask(coverOpens('H2', '2025-06-01'));
    expect(story.ask(invoice('E-2', '2025-06-30')).events).toMatchObject([{ data: { amount: 3_500, persons: 2 } }]);
  });

  test('never lists what was taken back before it was drawn up', () => {
    const story = earned();
    story.ask(duesCancelled('H1', '2025-04-10'));
    expect(story.ask(invoice('E-1', '2025-04-30')).refused).toBe(FundReason.nothingDue);
  });

  test('ages from its day: a hundred and fifty-three days from the end of April to the end of September', () => {
    const story = earned();
    story.ask(invoice('E-1', '2025-04-30'));
    expect(owed(story, '2025-09-30')).toMatchObject({
      invoiced: 3_500,
      received: 0,
      gap: 3_500,
      invoices: [{ invoice: 'E-1', outstanding: 3_500, age: 153 }],
      byAge: [{ amount: 0 }, { amount: 0 }, { amount: 3_500 }, { amount: 0 }, { amount: 0 }],
    });
    expect(owed(story, '2025-04-29').invoices).toEqual([]);
  });

  test('moves to the next bracket the day after the last of one', () => {
    const story = earned();
    story.ask(invoice('E-1', '2025-04-30'));
    const bracket = (on: string) => owed(story, on).byAge.findIndex(({ amount }) => amount > 0);
    expect([bracket('2025-04-30'), bracket('2025-05-30'), bracket('2025-05-31')]).toEqual([0, 0, 1]);
    expect([bracket('2026-04-30'), bracket('2026-05-01')]).toEqual([3, 4]);
  });

  test('is owned to in part, paid in part, and shows the gap', () => {
    const story = earned();
    story.ask(invoice('E-1', '2025-04-30'));
    expect(story.ask(acknowledged(3_501)).refused).toBe(FundReason.aboveWhatIsDue);
    story.ask(acknowledged(3_000));
    story.ask({ ...funding(2_000, 'AVIS-1', '2025-07-01'), invoice: 'E-1' } as FundCommand);
    expect(owed(story, '2025-09-30')).toMatchObject({ acknowledged: 3_000, received: 2_000, gap: 1_500 });
    expect(story.ask({ ...funding(1, 'AVIS-2'), invoice: 'E-9' } as FundCommand).refused).toBe(
      FundReason.invoiceUnknown,
    );
  });

  test('is told of a past day with what was paid and owned to by then', () => {
    const story = earned();
    story.ask(invoice('E-1', '2025-04-30'));
    story.ask(acknowledged(3_000));
    story.ask({ ...funding(2_000, 'AVIS-1', '2025-07-01'), invoice: 'E-1' } as FundCommand);
    story.ask({ ...funding(500, 'AVIS-2', '2025-08-01'), invoice: 'E-1' } as FundCommand);
    expect(owed(story, '2025-06-14')).toMatchObject({ acknowledged: 0, received: 0, gap: 3_500 });
    expect(owed(story, '2025-06-15')).toMatchObject({ acknowledged: 3_000, received: 0, gap: 3_500 });
    expect(owed(story, '2025-06-30')).toMatchObject({ received: 0, gap: 3_500 });
    expect(owed(story, '2025-07-01')).toMatchObject({ received: 2_000, gap: 1_500 });
    expect(owed(story, '2025-07-31')).toMatchObject({ received: 2_000, gap: 1_500 });
    expect(owed(story, '2025-08-01')).toMatchObject({ received: 2_500, gap: 1_000 });
  });

  test('a payment recorded late counts from the day the bank gave it', () => {
    const story = earned();
    story.ask(invoice('E-1', '2025-04-30'));
    story.ask({ ...funding(500, 'AVIS-2', '2025-08-01'), invoice: 'E-1' } as FundCommand);
    story.ask({ ...funding(2_000, 'AVIS-1', '2025-07-01'), invoice: 'E-1' } as FundCommand);
    expect(owed(story, '2025-07-31')).toMatchObject({ received: 2_000, gap: 1_500 });
  });

  test('takes what was earned out of what is not invoiced yet, from its day on', () => {
    const story = earned();
    story.ask(invoice('E-1', '2025-04-30'));
    const uninvoiced = (on: string) => owed(story, on).uninvoiced;
    expect([uninvoiced('2025-03-31'), uninvoiced('2025-04-01')]).toEqual([0, 3_500]);
    expect([uninvoiced('2025-04-29'), uninvoiced('2025-04-30')]).toEqual([3_500, 0]);
    expect(owed(story, '2024-12-31')).toMatchObject({ invoiced: 0, uninvoiced: 0, invoices: [] });
  });
});
