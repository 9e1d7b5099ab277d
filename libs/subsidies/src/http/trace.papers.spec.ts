import { describe, expect, test } from '@jest/globals';
import { coverOpens, fundWith, request, settlement } from '../fund/fund.fixture.js';
import { burnDown } from '../trace/burn-down.js';
import { reachedForFunders } from '../trace/fund-report.js';
import { traceOf } from '../trace/trace.js';
import { reportPdf } from './trace.papers.js';

/** So many households of one village, one person each, all paid for. */
const paperOf = (count: number): string => {
  const story = fundWith(35_000);
  for (let index = 1; index <= count; index += 1) {
    story.ask(request(`MENAGE-${index}`, 1, '2025-03-05'));
    story.ask(coverOpens(`MENAGE-${index}`));
  }
  story.ask(settlement('VIR-1', '2025-04-30'));
  const trace = traceOf(story.events);
  const groups = reachedForFunders(trace.terms, () => 'BARGUIN');
  const lasts = burnDown(story.events, '2025-04-30', 90);
  return JSON.stringify(
    reportPdf({ fund: 'F-MATCH', funder: 'ONG-SOLEIL', currency: 'XOF', trace, groups, burnDown: lasts }),
  );
};

describe('the paper a funder holds', () => {
  test('says what came and which village it reached, and names no household', () => {
    const paper = paperOf(5);
    expect(paper).toContain('BARGUIN');
    expect(paper).toContain('17 500');
    expect(paper).not.toContain('MENAGE');
  });

  test('says nothing of fewer than five', () => {
    const paper = paperOf(4);
    expect(paper).toContain('< 5');
    expect(paper).not.toContain('BARGUIN');
    expect(paper).not.toContain('MENAGE');
  });
});
