import type { Eligibility } from '../../household/cover.state.js';
import type { BenefitLine, PackageVersion } from '../../package/package.types.js';
import { opensOn } from '../rules/waiting.rule.js';
import type { Day } from '#kernel';

/** What of a coverage decides whether a line is its own. */
export interface Candidate {
  readonly eligibility: Eligibility;
  readonly package: { readonly version: PackageVersion; readonly lines: ReadonlyMap<string, BenefitLine> } | null;
}

/**
 * The coverage a line belongs to, whole: the first in force on the day that has the act and whose waiting is served.
 * Where none is, the one that comes closest gives the reason: what a renewal or a few weeks would open before what no
 * product has. Limits play no part: a product that is used up leaves nothing to the next.
 *
 * @source One line, one coverage: products in the order they were taken out.
 */
export const chooseCoverage = (act: string, on: Day, candidates: readonly Candidate[]): number => {
  let best = 0;
  let closest = -1;
  for (const [at, candidate] of candidates.entries()) {
    const close = closeness(act, on, candidate);
    if (close === pays) return at;
    // Of coverages that say nothing at all the latest is where the person is now.
    if (close > closest || (close === nothing && closest === nothing)) [best, closest] = [at, close];
  }
  return best;
};

const pays = 6;
const nothing = 0;

const closeness = (act: string, on: Day, { eligibility, package: governing }: Candidate): number => {
  const benefit = governing?.lines.get(act);
  switch (eligibility.status) {
    case 'covered':
      if (!governing || !benefit) return 2;
      return on < opensOn(benefit, eligibility.span, governing.version) ? 4 : pays;
    case 'grace':
      return benefit ? 5 : 1;
    case 'notCovered':
    case 'unknown':
      return nothing;
    default:
      return benefit ? 3 : 1;
  }
};
