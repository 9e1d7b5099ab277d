import type { PackageVersion } from '../../package/package.types.js';
import { actOrStay } from './act-or-stay.rule.js';
import { capitation } from './capitation.rule.js';
import { category } from './category.rule.js';
import { conditions } from './conditions.rule.js';
import { copay } from './copay.rule.js';
import { dates } from './dates.rule.js';
import { deductible } from './deductible.rule.js';
import { diagnosis } from './diagnosis.rule.js';
import { duplicate } from './duplicate.rule.js';
import { eligibility } from './eligibility.rule.js';
import { episodes } from './episodes.rule.js';
import { filing } from './filing.rule.js';
import { frequency } from './frequency.rule.js';
import { household } from './household.rule.js';
import { letter, letterCap } from './letter.rule.js';
import { level } from './level.rule.js';
import { number } from './number.rule.js';
import { person } from './person.rule.js';
import { exceptionCap, reduction, ruling } from './ruling.rule.js';
import { funderOnCopay, outsidePackage, programme } from './programme.rule.js';
import { provider } from './provider.rule.js';
import { quantity } from './quantity.rule.js';
import { referral } from './referral.rule.js';
import type { Rule } from './rule.js';
import { service } from './service.rule.js';
import { tariff } from './tariff.rule.js';
import { vaccination } from './vaccination.rule.js';
import { waiting } from './waiting.rule.js';
import { who } from './who.rule.js';

/** May the line be paid at all? The first rule that stops it gives the reason. */
export const admission: readonly Rule[] = [
  dates,
  filing,
  duplicate,
  eligibility,
  waiting,
  provider,
  level,
  referral,
  service,
  who,
  diagnosis,
  frequency,
  number,
  episodes,
  vaccination,
  conditions,
  letter,
];

/** What a second person ruled about it comes after every rule, so that the rules' own reason stays visible. */
export const review: readonly Rule[] = [ruling];

/** What is recognised of it, payable or not. */
export const recognition: readonly Rule[] = [capitation, tariff, reduction];

/** Who carries what is recognised, by where the package puts the act or stay ceiling. */
export const sharing: Readonly<Record<PackageVersion['ceilingBasis'], readonly Rule[]>> = {
  afterCopay: [
    quantity,
    programme,
    outsidePackage,
    deductible,
    copay,
    actOrStay,
    category,
    person,
    household,
    letterCap,
  ],
  beforeCopay: [
    quantity,
    programme,
    outsidePackage,
    deductible,
    actOrStay,
    copay,
    category,
    person,
    household,
    letterCap,
  ],
};

/** After everything else: what an exception may cost at most, and what funders take over of the copayment. */
export const limits: readonly Rule[] = [exceptionCap, funderOnCopay];

/** Every step, in the order of the calculation: what the articles of a package are named by. */
export const steps: readonly string[] = [...admission, ...recognition, ...sharing.afterCopay, funderOnCopay].map(
  ({ step }) => step,
);
