import { describe, expect, test } from '@jest/globals';
import { coverOpens, fundWith, request, settlement } from '../fund/fund.fixture.js';
import { burnDown } from '../trace/burn-down.js';
import { reachedForFunders } from '../trace/fund-report.js';
import { reachedByBandForFunders } from '../trace/persons-report.js';
import { traceOf } from '../trace/trace.js';
import { reportPdf } from './report.paper.js';
import { mostOnPaper, traceCsv, tracePdf } from './trace.papers.js';

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
    reportPdf({
      ...{ fund: 'F-MATCH', funder: 'ONG-SOLEIL', currency: 'XOF', trace, groups, burnDown: lasts },
      persons: reachedByBandForFunders(trace.terms, () => ({ b4: 1 })),
    }),
  );
};

describe('the paper a funder holds', () => {
  test('says what came and which village it reached, and names no household', () => {
    const paper = paperOf(5);
    expect(paper).toContain('BARGUIN');
    expect(paper).toContain('17 500');
    expect(paper).toContain('25–49');
    expect(paper).not.toContain('MENAGE');
  });

  test('says nothing of fewer than five', () => {
    const paper = paperOf(4);
    expect(paper).toContain('< 5');
    expect(paper).not.toContain('BARGUIN');
    expect(paper).not.toContain('25–49');
    expect(paper).not.toContain('MENAGE');
  });
});

describe('the trace an auditor ticks off', () => {
  const told = (households: number) => {
    const story = fundWith(3_500 * households);
    for (let index = 1; index <= households; index += 1) {
      story.ask(request(`MENAGE-${index}`, 1, '2025-03-05'));
      story.ask(coverOpens(`MENAGE-${index}`));
    }
    story.ask(settlement('VIR-1', '2025-04-30'));
    return traceOf(story.events);
  };
  const paper = (households: number): string => {
    const parts = { fund: 'F-MATCH', funder: 'ONG', currency: 'XOF' as const, on: '2025-05-01' };
    return JSON.stringify(tracePdf({ ...parts, trace: told(households), sectionOf: () => 'BARGUIN' }));
  };

  test('names each household by its number, each receipt, and what they add up to', () => {
    expect(paper(2)).toMatch(/AVIS-0.*VIR-1.*MENAGE-1.*3 500.*MENAGE-2.*Réglé \/ Settled: 7 000 XOF/);
    expect(paper(2)).not.toContain('lignes de plus');
  });

  test('the last line that is on it, and the first that is told by its sum', () => {
    expect(paper(mostOnPaper)).not.toContain('lignes de plus');
    expect(paper(mostOnPaper + 1)).toContain('1 lignes de plus / more lines (CSV): 3 500');
  });

  test('the file has every line', () =>
    expect(
      traceCsv('F-MATCH', 'XOF', told(3), () => 'BARGUIN')
        .split('\r\n')
        .filter(Boolean),
    ).toHaveLength(4));
});
