import { type BasisPoints, type Day, type Minor, within, yearsBetween } from '#kernel';
import type { Patient } from '../household/household.types.js';
import type { AdjudicationCode } from './adjudication.codes.js';
import { type ProgrammesState, useOf } from '../programme/programme.state.js';
import type { HeldEnvelope, ProgrammePart } from '../programme/programme.types.js';

/** What a decision looks up about funders: the scheme's envelopes, and the opaque names they know acts and claims by. */
export interface Funding {
  readonly programmes: ProgrammesState;
  readonly household: string;
  readonly use: string;
  readonly acts: Readonly<Record<string, string>>;
}

/** What one envelope could pay of an act; `why` it pays nothing. */
export interface Offer {
  readonly envelope: string;
  readonly rate_bps: BasisPoints;
  readonly left: Minor;
  readonly why: AdjudicationCode | null;
}

interface Asked {
  readonly act: string;
  readonly of: ProgrammePart['of'];
  readonly on: Day;
  readonly provider: string;
  /** Null where nobody told age and sex. */
  readonly patient: Patient | null;
  /** Drawn by this claim's earlier lines. */
  readonly drawn: ReadonlyMap<string, Minor>;
}

/** Envelopes that speak of the act, by priority; what this claim had of them before is theirs to give again. */
export const offersFor = (funding: Funding | undefined, asked: Asked): readonly Offer[] => {
  if (!funding) return [];
  const { act, of, drawn } = asked;
  const offers: Offer[] = [];
  const had = useOf(funding.programmes, funding.use);
  for (const envelope of inOrder(funding.programmes)) {
    const part = partFor(envelope, funding.acts[act], of);
    const own = had[envelope.envelope] ?? 0;
    if (!part || (envelope.closed && own === 0)) continue;
    const free = envelope.closed ? 0 : envelope.granted - envelope.spent;
    const left = Math.max(0, free + own - (drawn.get(envelope.envelope) ?? 0));
    const why = reasonAgainst(envelope, funding.household, asked, left);
    offers.push({ envelope: envelope.envelope, rate_bps: part.rate_bps, left: why ? 0 : left, why });
  }
  return offers;
};

/** Whether any envelope of the scheme may have a say in a claim with these acts, or has paid for it before. */
export const concerns = ({ programmes, acts, use }: Omit<Funding, 'household'>): boolean => {
  if (Object.keys(useOf(programmes, use)).length > 0) return true;
  const keys = Object.values(acts);
  for (const { parts, closed } of programmes.envelopes.values()) {
    if (!closed && parts.some(part => part.acts === null || part.acts.some(key => keys.includes(key)))) return true;
  }
  return false;
};

const partFor = ({ parts }: HeldEnvelope, key: string | undefined, of: ProgrammePart['of']) =>
  parts.find(part => part.of === of && (part.acts === null || (key !== undefined && part.acts.includes(key))));

const reasonAgainst = (
  { households, window, persons, providers }: HeldEnvelope,
  household: string,
  { on, provider, patient }: Asked,
  left: Minor,
): AdjudicationCode | null => {
  if (households && !households.includes(household)) return 'SUB-002';
  if (providers && !providers.includes(provider)) return 'SUB-002';
  if (persons && !isOfThem(persons, patient, on)) return 'SUB-002';
  if (!within(window, on)) return 'SUB-003';
  return left === 0 ? 'SUB-001' : null;
};

/** Of whom neither age nor sex is known, nobody can say that a funder means them. */
const isOfThem = (
  { sex, fromAge, belowAge }: NonNullable<HeldEnvelope['persons']>,
  patient: Patient | null,
  on: Day,
): boolean =>
  patient !== null &&
  (sex === undefined || sex === patient.sex) &&
  (fromAge === undefined || yearsBetween(patient.bornOn, on) >= fromAge) &&
  (belowAge === undefined || yearsBetween(patient.bornOn, on) < belowAge);

const inOrder = ({ envelopes }: ProgrammesState): readonly HeldEnvelope[] =>
  [...envelopes.values()].sort(
    (a, b) => a.priority - b.priority || (a.envelope < b.envelope ? -1 : a.envelope > b.envelope ? 1 : 0),
  );
