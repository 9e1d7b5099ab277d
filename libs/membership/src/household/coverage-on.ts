import type { Day, Instant } from '#kernel';
import { sentenceOf } from './coverage.sentences.js';
import type { CoverEvent, HouseholdEvent } from './household.events.js';
import type { Cover, CoverSpan } from './household.types.js';

/**
 * `covered`: benefits may still ask for a waiting period, from `waitingFrom`. `grace`: claims wait for a renewal.
 * `deceased`: after the day of death. `unknown`: nobody had named this person yet.
 */
export type CoverageStatus = 'covered' | 'suspended' | 'grace' | 'lapsed' | 'not-covered' | 'deceased' | 'unknown';

/** An event of the household with the two things of its envelope that an answer names. */
export type KnownEvent = HouseholdEvent & {
  readonly recorded: { readonly eventId: string; readonly recordedAt: Instant };
};

interface Stand {
  readonly status: CoverageStatus;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly waitingFrom: Day | null;
  readonly waitingWaived: boolean;
}

export interface CoverageAnswer extends Stand {
  readonly person: string;
  readonly effective: Day;
  /** The fact that last changed the answer; null for somebody unknown. */
  readonly because: {
    readonly fr: string;
    readonly en: string;
    readonly event: {
      readonly id: string;
      readonly type: string;
      readonly effectiveAt: Day;
      readonly recordedAt: Instant;
    };
  } | null;
}

/**
 * Where a person's cover stood on a day, as far as these events knew: give only those recorded by the end of the day
 * asked about. Pure: the same events give the same answer in ten years.
 */
export const coverageOn = (events: Iterable<KnownEvent>, person: string, effective: Day): CoverageAnswer => {
  let stand = unknown;
  let because: CoverageAnswer['because'] = null;
  for (const event of events) {
    const cover = coverTold(event, person);
    if (!cover) continue;
    const now = standOn(cover, effective);
    if (now.status !== stand.status || now.from !== stand.from || now.waitingFrom !== stand.waitingFrom) {
      const { eventId: id, recordedAt } = event.recorded;
      because = {
        ...sentenceOf(now, event),
        event: { id, type: event.type, effectiveAt: event.effectiveAt, recordedAt },
      };
    }
    stand = now;
  }
  return { person, effective, ...stand, because };
};

const unknown: Stand = { status: 'unknown', from: null, to: null, waitingFrom: null, waitingWaived: false };

/** The person's cover as this event tells it; undefined when it says nothing of the person. */
export const coverTold = (event: HouseholdEvent, person: string): Cover | undefined => {
  const none: Cover = { person, diedOn: null, undeclared: null, spans: [] };
  switch (event.type) {
    case 'membership.HouseholdEnrolled':
      return event.data.persons.some(joining => joining.person === person) ? none : undefined;
    case 'membership.PersonAdded':
      return event.data.person === person ? none : undefined;
    case 'membership.RenewalOpened':
    case 'membership.CategoryAssessed':
    case 'membership.AbsenceRecorded':
    case 'membership.RemotePayerNamed':
    case 'membership.PolicyholderChanged':
    case 'membership.TermAbandoned':
      return undefined;
    default:
      return (event satisfies CoverEvent).data.persons.find(cover => cover.person === person);
  }
};

export const standOn = ({ diedOn, spans }: Pick<Cover, 'diedOn' | 'spans'>, on: Day): Stand => {
  if (diedOn !== null && on > diedOn) return { ...unknown, status: 'deceased', from: diedOn };
  const span = spans.find(({ from, to }) => from <= on && on <= to);
  if (span) return { status: isSuspended(span, on) ? 'suspended' : 'covered', ...boundsOf(span) };
  const last = spans.findLast(({ to }) => to < on);
  if (last?.ended === 'lapsed') return { status: 'lapsed', ...boundsOf(last) };
  // After the last day of grace nothing is left to wait for, whether or not that day was closed.
  if (last && last.graceUntil !== null)
    return { status: on <= last.graceUntil ? 'grace' : 'lapsed', ...boundsOf(last) };
  return { ...unknown, status: 'not-covered' };
};

const isSuspended = ({ suspensions }: CoverSpan, on: Day): boolean =>
  suspensions.some(({ from, until }) => from <= on && (until === null || on <= until));

const boundsOf = ({ from, to, waitingFrom, waitingWaived }: CoverSpan) => ({ from, to, waitingFrom, waitingWaived });
