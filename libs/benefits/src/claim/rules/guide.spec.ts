import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Minor } from '#kernel';
import type { PublishedPackage } from '../../package/package.state.js';
import { type ClaimInProgress, type LineInProgress, type Rule, take } from './rule.js';

declare module '../../package/package.types.js' {
  interface PackageVersion {
    readonly smallBill?: Minor;
  }
}

// The rule of docs/guides/add-a-benefit-rule.md, word for word.
/** A line recognised for less than the package's floor is the member's own; prevention never is. */
export const smallBill: Rule = {
  step: 'smallBill',
  apply(line, claim) {
    const limit = claim.facts.package?.version.smallBill ?? 0;
    if (line.benefit?.prevention || line.scheme >= limit) return line;
    return take(line, claim, 'smallBill', 'excess', line.scheme, 'AMT-003', { limit });
  },
};
// The end of it.

const claim = {
  facts: { package: { version: { smallBill: 500, articles: { smallBill: 'art. 9' } } } as unknown as PublishedPackage },
} as ClaimInProgress;
const lineOf = (scheme: Minor, prevention = false) =>
  ({ scheme, excess: 0, benefit: { prevention }, reasons: [], trace: [], limitedBy: [] }) as unknown as LineInProgress;

test('499 francs are the member’s own, 500 are not, and prevention never is', () => {
  expect(smallBill.apply(lineOf(499), claim)).toMatchObject({
    scheme: 0,
    excess: 499,
    trace: [{ step: 'smallBill', before: 499, after: 0, article: 'art. 9', limit: 500 }],
  });
  expect(smallBill.apply(lineOf(500), claim)).toMatchObject({ scheme: 500, excess: 0, trace: [] });
  expect(smallBill.apply(lineOf(499, true), claim).scheme).toBe(499);
});

test('the guide shows this rule as it is', () => {
  const own = readFileSync(new URL(import.meta.url), 'utf8');
  const rule = own.split('word for word.\n')[1]?.split('// The end of it.')[0]?.trim() ?? '';
  const guide = readFileSync(new URL('../../../../../docs/guides/add-a-benefit-rule.md', import.meta.url), 'utf8');
  expect(guide).toContain(rule);
});
