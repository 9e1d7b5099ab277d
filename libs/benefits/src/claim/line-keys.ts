import { actKeyParts, categoryKeyParts, episodeKeyParts } from '../household/household.types.js';
import { actsAskedBy, type BenefitLine, type PackageVersion } from '../package/package.types.js';
import type { LineKeys } from './adjudication.facts.js';
import { type ClaimContent, governingDay, type SubmittedClaim } from './claim.types.js';

/** Gives the opaque key of the parts, within the claim's scheme. */
export type KeyOf = (...parts: string[]) => string;

interface Governing {
  readonly version: PackageVersion;
  readonly lines: ReadonlyMap<string, BenefitLine>;
}

/** Names everything a claim may count or need, without saying what it is. */
export const lineKeys = (
  claim: Pick<SubmittedClaim, 'person' | 'provider' | 'serviceDate' | 'admittedOn'>,
  { lines, diagnosis }: Pick<ClaimContent, 'lines'> & Partial<ClaimContent>,
  governing: Governing | null,
  keyOf: KeyOf,
): LineKeys => {
  // Without a prototype: an act may be called `constructor`.
  const acts = Object.create(null) as Record<string, string>;
  const categories = Object.create(null) as Record<string, string>;
  const nameAct = (act: string): string => (acts[act] ??= keyOf(...actKeyParts(claim.person, act)));
  const business = lines.map(({ act, item }) => {
    nameAct(act);
    const benefit = governing?.lines.get(act);
    if (benefit && governing) {
      actsAskedOf(benefit, governing.version).forEach(nameAct);
      if (Object.hasOwn(governing.version.ceilings.categories, benefit.category)) {
        categories[benefit.category] ??= keyOf(...categoryKeyParts(claim.person, benefit.category));
      }
    }
    return keyOf('line', claim.provider, claim.person, governingDay(claim), act, item ?? '');
  });
  if (diagnosis) for (const { dose } of governing?.version.vaccination?.doses ?? []) nameAct(dose);
  const episode = governing?.version.episodes && keyOf(...episodeKeyParts(claim.person));
  return { acts, categories, business, ...(episode === undefined ? {} : { episode }) };
};

const actsAskedOf = ({ act, conditions = [], referral }: BenefitLine, { advice = [] }: PackageVersion): string[] => [
  ...conditions.flatMap(actsAskedBy),
  ...(referral ? [referral.act] : []),
  ...advice.filter(({ on }) => on === act).map(({ propose }) => propose),
];
