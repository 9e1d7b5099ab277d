import type { Bill } from './bills.js';
import type { ClaimForm } from './operations.js';
import type { DemoProvider } from './schemes.js';
import type { Telling } from './telling.js';

/** Health posts are near the village; the pharmacy and the hospital serve everybody. */
export const providerFor = ({ household }: Telling, level: DemoProvider['level']): string => {
  const near = household.scheme.providers.filter(provider => provider.level === level);
  return near[household.place % near.length]!.provider;
};

interface Treated {
  readonly beneficiary: string;
  readonly provider: string;
  readonly day: number;
}

/** A provider's claim for a bill, and what may become of it: late, sent twice, or annulled. */
export const file = (telling: Telling, { beneficiary, provider, day }: Treated, bill: Bill): void => {
  const { chance, calendar } = telling;
  const discharged = day + (bill.nights ?? 0);
  if (discharged > calendar.last) return;
  const form: Omit<ClaimForm, 'claim'> = {
    provider,
    beneficiary,
    serviceDate: calendar.day(day),
    ...(bill.nights !== undefined && { admittedOn: calendar.day(day), dischargedOn: calendar.day(discharged) }),
    ...(bill.emergency && { emergency: true }),
    diagnosis: bill.diagnosis,
    lines: bill.lines,
  };
  const sent = discharged + (chance.happens(20) ? chance.int(95, 130) : chance.int(1, 30));
  const claim = telling.nextClaim();
  telling.tell(sent, 'SubmitClaim', { claim, ...form });
  if (chance.happens(15))
    telling.tell(sent + chance.int(3, 15), 'SubmitClaim', { claim: telling.nextClaim(), ...form });
  if (chance.happens(6)) {
    const day = sent + chance.int(10, 40);
    const reason = chance.pick(['billedInError', 'wrongBeneficiary', 'priceCorrected']);
    telling.tell(day, 'ReverseClaim', { claim, reversedOn: calendar.day(day), reason }, nothingToReverse);
  }
};

const nothingToReverse = ['benefits.claim.nothing_to_reverse'];
