import type { Operations } from './operations.js';
import { villagesOfNongtaba, villagesOfZabre } from './places.js';

export interface DemoProvider {
  readonly provider: string;
  readonly sector: 'public' | 'faithBased' | 'private';
  readonly level: 'CSPS' | 'HD' | 'pharmacy';
  /** Where its system delivers signed claims. */
  readonly endpoint: string;
}

type Described<Name extends keyof Operations> = Omit<Operations[Name], 'scheme' | 'product'>;

/** What the demo knows of a scheme before anybody joins it. */
export interface DemoScheme {
  readonly scheme: string;
  readonly name: string;
  /** First letter of its households' numbers. */
  readonly letter: string;
  readonly product: string;
  readonly sections: readonly { readonly section: string; readonly name: string }[];
  readonly coverRules: Described<'PublishCoverRules'>;
  readonly plan: Described<'PublishPlan'>;
  readonly providers: readonly DemoProvider[];
  /** Households of the paper register, of a thousand: their cover began before the story does. */
  readonly takenOver: number;
}

export const funder = 'SOLIDARITE-SANTE';
export const fund = 'FONDS-JUMELE';
/** The schemes' rules, plans and prices are in force from then on: no story begins before. */
export const since = '2024-01-01';

const sectionsOf = (letter: string, villages: readonly string[]) =>
  villages.map((name, index) => ({ section: `${letter}S${String(index + 1).padStart(2, '0')}`, name }));

const coverRules = {
  version: '1',
  effectiveFrom: since,
  coverMonths: 12,
  graceDays: 30,
  newbornDeclarationDays: 30,
  backdatingDays: 30,
  renewalOpensDaysBefore: 60,
};

const provider = (name: string, level: DemoProvider['level'], sector: DemoProvider['sector'] = 'public') => ({
  provider: name,
  sector,
  level,
  endpoint: `${name.toLowerCase()}-claims`,
});

/**
 * Modelled on what is published of Leere Laafi Bolem, in Zabré: 83 villages, some 5,000 people. A fund carries half of
 * the contribution, the rest comes in instalments.
 */
export const zabre: DemoScheme = {
  scheme: 'zabre',
  name: 'Mutuelle de santé Leere Laafi Bolem de Zabré (démonstration)',
  letter: 'Z',
  product: 'ESSENTIEL',
  sections: sectionsOf('Z', villagesOfZabre),
  coverRules,
  plan: {
    version: '1',
    effectiveFrom: since,
    currency: 'XOF',
    joiningFee: 1_000,
    contributionPerPerson: 7_000,
    months: 12,
    thresholdPercent: 75,
    balanceDueMonths: 6,
    subsidy: { fund, perPerson: 3_500 },
  },
  providers: [
    provider('CSPS-ZABRE', 'CSPS'),
    provider('CSPS-BEKA', 'CSPS'),
    provider('CSPS-BISSAYA', 'CSPS'),
    provider('CSPS-BOURMA', 'CSPS'),
    provider('CSPS-FOUGOU', 'CSPS'),
    provider('CSPS-SANGA', 'CSPS', 'faithBased'),
    provider('CSPS-YORKO', 'CSPS'),
    provider('PHARMACIE-ZABRE', 'pharmacy', 'private'),
    provider('CMA-ZABRE', 'HD'),
  ],
  takenOver: 200,
};

/** The hospital's own small plan: the large risk alone, paid at once, by nobody but its members. */
export const nongtaba: DemoScheme = {
  scheme: 'nongtaba',
  name: 'Plan hospitalier Nongtaba (démonstration)',
  letter: 'N',
  product: 'HOSPITALISATION',
  sections: sectionsOf('N', villagesOfNongtaba),
  coverRules,
  plan: {
    version: '1',
    effectiveFrom: since,
    currency: 'XOF',
    joiningFee: 500,
    contributionPerPerson: 2_500,
    months: 12,
    thresholdPercent: 100,
    balanceDueMonths: null,
    subsidy: null,
  },
  providers: [
    provider('HOPITAL-NONGTABA', 'HD', 'faithBased'),
    provider('CMA-NONGTABA', 'HD'),
    provider('CSPS-NONGTABA', 'CSPS'),
  ],
  takenOver: 0,
};

/** What a member pays for one person and term; the fund carries the rest. @unit minor units */
export const memberShareOf = ({ plan }: DemoScheme): number =>
  plan.contributionPerPerson - (plan.subsidy?.perPerson ?? 0);

export const contractedSince = since;
