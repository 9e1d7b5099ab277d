import { actKeyParts, categoryKeyParts } from '../household/household.types.js';
import type { BenefitLine, PackageVersion } from '../package/package.types.js';
import type { LineKeys } from './adjudication.facts.js';
import { type ClaimContent, governingDay, type SubmittedClaim } from './claim.types.js';

/** Gives the opaque key of the parts, within the claim's scheme. */
export type KeyOf = (...parts: string[]) => string;

/** Names everything a claim may count or need, without saying what it is. */
export const lineKeys = (
  claim: Pick<SubmittedClaim, 'person' | 'provider' | 'serviceDate' | 'admittedOn'>,
  { lines }: ClaimContent,
  governing: { readonly version: PackageVersion; readonly lines: ReadonlyMap<string, BenefitLine> } | null,
  keyOf: KeyOf,
): LineKeys => {
  // Without a prototype: an act may be called `constructor`.
  const acts = Object.create(null) as Record<string, string>;
  const categories = Object.create(null) as Record<string, string>;
  const nameAct = (act: string): string => (acts[act] ??= keyOf(...actKeyParts(claim.person, act)));
  const business = lines.map(({ act, item }) => {
    nameAct(act);
    const benefit = governing?.lines.get(act);
    for (const condition of benefit?.conditions ?? []) nameAct(condition.act);
    if (benefit && governing && Object.hasOwn(governing.version.ceilings.categories, benefit.category)) {
      categories[benefit.category] ??= keyOf(...categoryKeyParts(claim.person, benefit.category));
    }
    return keyOf('line', claim.provider, claim.person, governingDay(claim), act, item ?? '');
  });
  return { acts, categories, business };
};
