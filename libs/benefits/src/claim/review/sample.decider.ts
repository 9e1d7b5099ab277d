import { accept, type Day, type Decider, type Minor, nothingToDo, ratioOf, refuse, sum } from '#kernel';
import type { SampleDrawn, SampleEvent } from './sample.events.js';
import { SampleReason } from './sample.reasons.js';

export interface DrawableClaim {
  readonly claim: string;
  readonly amount: Minor;
  /** Of the seed and the claim: the smallest are drawn. */
  readonly lot: string;
}

export interface DrawSample {
  readonly type: 'DrawSample';
  readonly sample: string;
  readonly scheme: string;
  readonly provider: string | null;
  readonly from: Day;
  readonly to: Day;
  readonly on: Day;
  readonly size: number;
  readonly seed: string;
  readonly population: readonly DrawableClaim[];
}

export interface SampleState {
  readonly drawn: SampleDrawn['data'] | null;
}

/**
 * Draws `size` claims by lot, all of them when there are fewer.
 * @refuses benefits.sample.already_drawn   the id belongs to another sample
 * @refuses benefits.sample.period_wrong    it ends before it begins, or after today
 * @refuses benefits.sample.nothing_to_draw no approved claim in the period
 */
export const sampleDecider: Decider<DrawSample, SampleEvent, SampleState, SampleReason> = {
  initialState: { drawn: null },
  evolve: (_, { data }) => ({ drawn: data }),

  decide({ sample, scheme, provider, from, to, on, size, seed, population }, { drawn }) {
    if (drawn) {
      const asked = drawn.from === from && drawn.to === to && drawn.provider === provider && drawn.seed === seed;
      const same = asked && drawn.claims.length === Math.min(size, drawn.population);
      return same ? nothingToDo : refuse(SampleReason.alreadyDrawn, { sample });
    }
    if (to < from || to > on) return refuse(SampleReason.periodWrong, { from, to, today: on }, 'unprocessable');
    if (population.length === 0) return refuse(SampleReason.nothingToDraw, { from, to });
    const byLot = [...population].sort((a, b) => (a.lot < b.lot ? -1 : 1));
    return accept({
      type: 'benefits.SampleDrawn',
      version: 1,
      effectiveAt: on,
      data: {
        ...{ sample, scheme, provider, from, to, drawnOn: on, seed, population: population.length },
        amount: sum(population.map(({ amount }) => amount)),
        claims: byLot.slice(0, size).map(({ claim, amount }) => ({ claim, amount })),
      },
    });
  },
};

/** What reviews of drawn claims found so far: the scheme's share before and after. */
export interface SampledReview {
  readonly before: Minor;
  readonly after: Minor;
}

export interface SampleFinding {
  readonly drawn: number;
  readonly reviewed: number;
  /** Every drawn claim is reviewed: only then the estimate is one. */
  readonly complete: boolean;
  readonly checkedAmount: Minor;
  /** Paid too much in the claims reviewed; what was paid too little is not set against it. */
  readonly overpaid: Minor;
  /** The same proportion of all claims of the period, rounded half up. */
  readonly estimate: Minor;
}

export const findingsOf = (drawn: SampleDrawn['data'], reviews: readonly SampledReview[]): SampleFinding => {
  const checkedAmount = sum(reviews.map(({ before }) => before));
  const overpaid = sum(reviews.map(({ before, after }) => Math.max(0, before - after)));
  return {
    drawn: drawn.claims.length,
    reviewed: reviews.length,
    complete: reviews.length === drawn.claims.length,
    checkedAmount,
    overpaid,
    estimate: checkedAmount === 0 ? 0 : ratioOf(drawn.amount, overpaid, checkedAmount, 'halfUp'),
  };
};
