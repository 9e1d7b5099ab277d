import { type Minor, sum } from '#kernel';
import type { EnvelopeEvent } from '../envelope/envelope.events.js';
import { EnvelopeClaims } from './envelope-claims.js';
import type { Francs } from './francs.js';
import type { Source, TracedEnvelope, TracedPayment } from './trace.types.js';

interface Followed {
  granted: Minor;
  spent: Minor;
  settled: Minor;
  readonly claims: EnvelopeClaims;
}

/** Follows the francs set aside for acts, scheme by scheme, to the claims they reached: paid out, and given back. */
export class EnvelopePurses {
  private readonly schemes = new Map<string, Followed>();

  constructor(private readonly francs: Francs) {}

  follow(event: EnvelopeEvent): void {
    const envelope = this.of(event.data.scheme);
    if (event.type === 'subsidies.EnvelopeSettled') envelope.claims.paid(event.data.reference, event.data.settledOn);
    if (event.type === 'subsidies.EnvelopeUsed') {
      const { spent, settled, usedOn, draw } = event.data;
      envelope.claims.drawn(spent, draw);
      envelope.claims.settledNow(settled, usedOn);
    }
    const { granted, spent, settled } = { ...envelope, ...event.data };
    Object.assign(envelope, { granted, spent, settled });
  }

  told(): TracedEnvelope[] {
    return [...this.schemes]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([scheme, { granted, spent, claims: drawn }]) => {
        const claims = drawn.traced();
        const committed = sum(claims.map(each => each.committed));
        const settled = sum(claims.map(each => each.settled));
        const payments = inAll(claims.flatMap(each => each.payments));
        return { scheme, reserved: Math.max(0, granted - spent), committed, settled, payments, claims };
      });
  }

  private of(scheme: string): Followed {
    const known = this.schemes.get(scheme) ?? {
      ...{ granted: 0, spent: 0, settled: 0 },
      claims: new EnvelopeClaims(this.francs),
    };
    this.schemes.set(scheme, known);
    return known;
  }
}

/** Payments to the scheme as its bank sees them: one for each transfer, whatever claims it was for. */
const inAll = (payments: readonly TracedPayment[]): TracedPayment[] => {
  const moved = new Map<string, TracedPayment[]>();
  for (const each of payments) {
    const because = each.because === 'passed-on' ? 'given-back' : each.because;
    const key = JSON.stringify([each.on, because, each.reference]);
    moved.set(key, [...(moved.get(key) ?? []), { ...each, because }]);
  }
  return [...moved.values()]
    .map(parts => ({
      ...parts[0]!,
      amount: sum(parts.map(({ amount }) => amount)),
      from: together(parts.flatMap(({ from }) => from)),
    }))
    .filter(({ amount }) => amount !== 0);
};

const together = (sources: readonly Source[]): Source[] => {
  const amounts = new Map<string | null, Minor>();
  for (const { funding, amount } of sources) amounts.set(funding, (amounts.get(funding) ?? 0) + amount);
  return [...amounts].filter(([, amount]) => amount !== 0).map(([funding, amount]) => ({ funding, amount }));
};
