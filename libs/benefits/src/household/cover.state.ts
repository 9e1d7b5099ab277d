import { type Day, earliest, latest, type Period, within } from '#kernel';
import type { HouseholdState } from './household.state.js';
import type { CoverSpan, NotedCover, PersonCover } from './household.types.js';

/** How a person stands on a day, by what was noted of their cover. */
export type Eligibility = { readonly status: 'covered'; readonly span: CoverSpan } | { readonly status: Uncovered };

export type Uncovered = 'unknown' | 'deceased' | 'undeclared' | 'suspended' | 'grace' | 'lapsed' | 'notCovered';

/** What a decision says of somebody who is not covered. */
export const eligibilityCodes = {
  unknown: 'ELG-001',
  deceased: 'ELG-008',
  undeclared: 'ELG-007',
  suspended: 'ELG-003',
  grace: 'ELG-005',
  lapsed: 'ELG-004',
  notCovered: 'ELG-002',
} as const satisfies Readonly<Record<Uncovered, string>>;

const openEnd = '9999-12-31';

/** The closest reason wins: a death or a late declaration before suspension, that before grace, that before lapse. */
export const eligibilityOn = (cover: PersonCover | undefined, on: Day): Eligibility => {
  if (!cover) return { status: 'unknown' };
  if (cover.diedOn !== null && cover.diedOn < on) return { status: 'deceased' };
  if (cover.undeclared && within(cover.undeclared, on)) return { status: 'undeclared' };
  const span = cover.spans.find(candidate => within(candidate, on));
  if (span) return isSuspended(span, on) ? { status: 'suspended' } : { status: 'covered', span };
  return { status: afterLast(cover.spans, on) };
};

const isSuspended = ({ suspensions }: CoverSpan, on: Day): boolean =>
  suspensions.some(({ from, until }) => within({ from, to: until ?? openEnd }, on));

/** Outside every span, the last one that had ended says why. After the last day of grace nothing is left to wait for. */
const afterLast = (spans: readonly CoverSpan[], on: Day): Uncovered => {
  let last: CoverSpan | undefined;
  for (const span of spans) if (span.to < on && (!last || last.to < span.to)) last = span;
  if (!last) return 'notCovered';
  if (last.ended === 'lapsed') return 'lapsed';
  if (last.ended !== null || last.graceUntil === null) return 'notCovered';
  return on <= last.graceUntil ? 'grace' : 'lapsed';
};

/** Whether a change of cover changes how a claim of that day is decided. */
export const decidesAlike = (before: NotedCover | undefined, after: NotedCover, on: Day): boolean => {
  const [old, now] = [eligibilityOn(before, on), eligibilityOn(after, on)];
  if (old.status !== 'covered' || now.status !== 'covered') return old.status === now.status;
  return (
    before?.product === after.product &&
    old.span.from === now.span.from &&
    old.span.to === now.span.to &&
    old.span.waitingFrom === now.span.waitingFrom &&
    old.span.waitingWaived === now.span.waitingWaived
  );
};

/**
 * The household's cover period around a day: from the first to the last day of its members' spans that hold the day.
 * A member added later draws on the same ceiling as those who were there before.
 */
export const householdPeriod = ({ cover }: HouseholdState, own: CoverSpan, on: Day): Period => {
  let { from, to } = own;
  for (const { spans } of cover.values()) {
    const span = spans.find(candidate => within(candidate, on));
    if (!span) continue;
    from = earliest(from, span.from);
    to = latest(to, span.to);
  }
  return { from, to };
};
