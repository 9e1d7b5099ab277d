import { addDays, type Day, earliest, type Instant } from '#kernel';
import { coverTold, type KnownEvent } from './coverage-on.js';
import { type Sentence, whyItIsSo } from './coverage.sentences.js';
import type { Cover, CoverSpan } from './household.types.js';

/** A stretch of days on which a person stands the same; both ends inside, open when `to` is null. */
export interface CoverPeriod {
  readonly from: Day;
  readonly to: Day | null;
  readonly status: 'covered' | 'suspended' | 'grace';
  /** Why cover stops at the end of this stretch, when it does not simply run out. */
  readonly ended: CoverSpan['ended'];
  /** Waiting counts from here. */
  readonly waitingFrom: Day;
}

/** A fact that changed the person's cover. */
export interface CoverChange extends Sentence {
  readonly effectiveAt: Day;
  readonly recordedAt: Instant;
  readonly event: { readonly id: string; readonly type: string };
}

export interface Timeline {
  readonly periods: readonly CoverPeriod[];
  readonly changes: readonly CoverChange[];
}

/**
 * When somebody was, is and will be covered, as far as these events knew, and which fact made it so: why cover started,
 * what suspended it, when it resumes (the day after a suspension's last).
 */
export const timelineOf = (events: Iterable<KnownEvent>, person: string): Timeline => {
  let cover: Cover | undefined;
  const changes: CoverChange[] = [];
  for (const event of events) {
    const told = coverTold(event, person);
    if (!told) continue;
    if (!cover || !alike(cover, told)) {
      const { eventId: id, recordedAt } = event.recorded;
      changes.push({
        ...whyItIsSo(event),
        effectiveAt: event.effectiveAt,
        recordedAt,
        event: { id, type: event.type },
      });
    }
    cover = told;
  }
  return { periods: cover ? periodsOf(cover) : [], changes };
};

/** Covers carry days, flags and lists of them: the same text is the same cover. */
const alike = (a: Cover, b: Cover): boolean => JSON.stringify(a) === JSON.stringify(b);

const periodsOf = ({ spans }: Cover): readonly CoverPeriod[] =>
  spans.flatMap((span, at) => [...stretchesOf(span), ...graceOf(span, spans[at + 1])]);

const stretchesOf = (span: CoverSpan): CoverPeriod[] => {
  const periods: CoverPeriod[] = [];
  let from = span.from;
  const add = (to: Day, status: CoverPeriod['status']): void => {
    if (from > to) return;
    periods.push({ from, to, status, ended: to === span.to ? span.ended : null, waitingFrom: span.waitingFrom });
    from = addDays(to, 1);
  };
  for (const suspension of [...span.suspensions].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    add(earliest(addDays(suspension.from, -1), span.to), 'covered');
    add(earliest(suspension.until ?? span.to, span.to), 'suspended');
  }
  add(span.to, 'covered');
  return periods;
};

const graceOf = ({ to, graceUntil, waitingFrom }: CoverSpan, next: CoverSpan | undefined): CoverPeriod[] => {
  const from = addDays(to, 1);
  if (graceUntil === null || graceUntil < from || next?.from === from) return [];
  return [{ from, to: graceUntil, status: 'grace', ended: null, waitingFrom }];
};
