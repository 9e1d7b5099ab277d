import { addDays, type Day, earliest, latest } from '#kernel';
import type { Member, StartedTerm } from './household.state.js';
import type { Cover, CoverSpan } from './household.types.js';

/** How one person's cover changes. Each function answers the whole cover as it stands afterwards. */

/** No cover yet. */
export const noCover = (person: string): Cover => ({ person, diedOn: null, undeclared: null, spans: [] });

interface Opening {
  readonly from: Day;
  readonly to: Day;
  readonly waitingFrom: Day;
  readonly waitingWaived: boolean;
  readonly graceUntil: Day;
}

/** Adds a stretch; a death inside it ends it that day, a death before it leaves nothing to add. */
export const opened = (cover: Cover, { graceUntil, ...stretch }: Opening): Cover => {
  if (stretch.from > stretch.to || (cover.diedOn !== null && cover.diedOn < stretch.from)) return cover;
  const span: CoverSpan = { ...stretch, graceUntil, suspensions: [], ended: null };
  const spans = [...cover.spans, span].sort((a, b) => (a.from < b.from ? -1 : 1));
  return endedByDeath({ ...cover, spans }, cover.diedOn);
};

/** The stretch a member gets in a term that begins now: one that continues another keeps its waiting. */
export const openedIn = (
  term: Omit<StartedTerm, 'status' | 'term' | 'rules'>,
  member: Member,
  notBefore: Day = term.from,
): Cover => {
  const from = latest(latest(term.from, notBefore), member.startsOn ?? term.from);
  const before = member.cover.spans.findLast(({ to }) => to === addDays(from, -1));
  return opened(member.cover, {
    from,
    to: term.to,
    waitingFrom: before?.waitingFrom ?? from,
    waitingWaived: before?.waitingWaived ?? member.waitingWaived,
    graceUntil: term.graceUntil,
  });
};

type Bounds = Pick<StartedTerm, 'from' | 'to'>;
const isOf = (term: Bounds, span: CoverSpan): boolean => span.from >= term.from && span.to <= term.to;

const changeIn = (cover: Cover, term: Bounds, change: (span: CoverSpan) => CoverSpan): Cover => ({
  ...cover,
  spans: cover.spans.map(span => (isOf(term, span) ? change(span) : span)),
});

export const suspended = (cover: Cover, term: Bounds, from: Day): Cover =>
  changeIn(cover, term, span => ({
    ...span,
    suspensions: [...span.suspensions.filter(earlier => earlier.from < from), { from, until: null }],
  }));

/** A suspension that would end before it began is as if it had not been: the payment was in time after all. */
export const resumed = (cover: Cover, term: Bounds, from: Day): Cover =>
  changeIn(cover, term, span => ({
    ...span,
    suspensions: span.suspensions
      .map(suspension => (suspension.until === null ? { ...suspension, until: addDays(from, -1) } : suspension))
      .filter(({ from: begins, until }) => until === null || begins <= until),
  }));

export const lapsed = (cover: Cover, term: Bounds): Cover =>
  changeIn(cover, term, span => (span.ended === null ? { ...span, graceUntil: null, ended: 'lapsed' } : span));

/** Undoes `lapsed`. */
export const revived = (cover: Cover, term: StartedTerm): Cover =>
  changeIn(cover, term, span =>
    span.ended === 'lapsed' ? { ...span, graceUntil: term.graceUntil, ended: null } : span,
  );

export const withdrawn = (cover: Cover, term: Bounds): Cover => ({
  ...cover,
  spans: cover.spans.filter(span => !isOf(term, span)),
});

/** Paid cover runs out with its term; nothing renews it. */
export const runningOut = (cover: Cover): Cover => ({
  ...cover,
  spans: cover.spans.map(span =>
    span.graceUntil === null || span.ended !== null ? span : { ...span, graceUntil: null, ended: 'left' },
  ),
});

/** The last covered day is `on`, whatever was still to come. */
export const cutAfter = (cover: Cover, on: Day, why: 'struckOff' | 'transferred'): Cover => ({
  ...cover,
  spans: cover.spans
    .filter(({ from }) => from <= on)
    .map(span => (on < span.to ? { ...span, to: on, graceUntil: null, ended: why } : span)),
});

/** The day of death is still covered; what follows is not. */
export const endedByDeath = (cover: Cover, diedOn: Day | null): Cover =>
  diedOn === null
    ? cover
    : {
        ...cover,
        diedOn,
        spans: cover.spans
          .filter(({ from }) => from <= diedOn)
          .map(span =>
            diedOn < span.to ? { ...span, to: earliest(span.to, diedOn), graceUntil: null, ended: 'death' } : span,
          ),
      };
