import type { Desk } from './desk.js';

/** Acts, items and categories under names that occur nowhere else: where one of them is found, it leaked. */
export const secretActs = {
  consultation: 'XQCONS',
  antenatal: 'XQANC',
  delivery: 'XQDELIV',
  test: 'XQVCT',
  medicine: 'XQDRUG',
} as const;
export const secretItem = 'XQARV';
export const secretCategories = ['XQMATERNITY', 'XQPREVENTION', 'XQMEDICINE', 'XQGENERAL'] as const;

const price = (act: string, amount: number, item?: string) => ({ act, price: amount, validFrom: '2024-01-01', item });
const line = (act: string, category: string, more: object = {}) => ({
  act,
  category,
  waiting: 'general',
  rate_bps: 8000,
  ...more,
});

/** A scheme with a product, prices, and a contracted health centre. */
export const found = async (desk: Desk, scheme: string, provider: string): Promise<void> => {
  const asked = { as: 'federation-admin', on: '2024-11-01' } as const;
  const { consultation, antenatal, delivery, test, medicine } = secretActs;
  await desk.do('RegisterScheme', { scheme, name: `Mutuelle ${scheme}`, federation: 'FED', currency: 'XOF' }, asked);
  await desk.do('OpenSection', { scheme, section: 'CENTRE', name: 'Section du centre' }, asked);
  await desk.do(
    'PublishCoverRules',
    {
      ...{ scheme, product: 'ESS', version: '1', effectiveFrom: '2024-01-01', coverMonths: 12, graceDays: 30 },
      ...{ newbornDeclarationDays: 30, backdatingDays: 30, renewalOpensDaysBefore: 60 },
    },
    asked,
  );
  await desk.do(
    'PublishPlan',
    {
      ...{ scheme, product: 'ESS', version: '1', effectiveFrom: '2024-01-01', currency: 'XOF', joiningFee: 1000 },
      ...{ contributionPerPerson: 7000, months: 12, thresholdPercent: 100, balanceDueMonths: null },
      subsidy: { fund: 'F1', perPerson: 3500 },
    },
    asked,
  );
  const prices = [price(consultation, 1000), price(antenatal, 500), price(delivery, 6000), price(test, 2000)];
  prices.push(price(medicine, 333, secretItem));
  await desk.do('PublishTariff', { scheme, tariff: 'PUBLIC', currency: 'XOF', prices }, asked);
  const conditions = [{ kind: 'antenatal', act: antenatal, minimum: 1, windowDays: 300 }];
  await desk.do(
    'PublishPackage',
    {
      ...{ scheme, product: 'ESS', version: 1, effectiveFrom: '2024-01-01', currency: 'XOF', tariff: 'PUBLIC' },
      ceilingBasis: 'afterCopay',
      waitingMonths: { general: 0, delivery: 0, prevention: 0, accident: 0 },
      ceilings: { person: 100_000, household: 250_000, categories: { XQMEDICINE: 20_000 } },
      filingDays: 90,
      lines: [
        line(consultation, 'XQGENERAL', { limits: { number: 6 } }),
        line(antenatal, 'XQPREVENTION', { rate_bps: 10_000, prevention: true }),
        line(delivery, 'XQMATERNITY', { rate_bps: 10_000, conditions }),
        line(test, 'XQPREVENTION', { rate_bps: 10_000, prevention: true, sensitive: true }),
        line(medicine, 'XQMEDICINE'),
      ],
    },
    asked,
  );
  await desk.do('ContractProvider', { scheme, provider, sector: 'public', level: 'CSPS', from: '2024-01-01' }, asked);
};

interface Member {
  readonly person: string;
  readonly name: string;
  readonly sex: 'F' | 'M';
  readonly birthDate: string;
}

/** A household that pays its contribution of the year 2025. */
export const enrol = async (desk: Desk, scheme: string, household: string, members: readonly Member[]) => {
  const asked = { as: 'scheme-clerk', on: '2024-12-01' } as const;
  const persons = members.map((member, at) => ({ ...member, relation: at === 0 ? 'policyholder' : 'child' }));
  await desk.do(
    'EnrolHousehold',
    {
      ...{ scheme, household, product: 'ESS', section: 'CENTRE', policyholder: members[0]!.person, persons },
      enrolledOn: '2024-12-01',
    },
    asked,
  );
  const amount = 1000 + members.length * 7000;
  const receipt = { scheme, receipt: `${household}-1`, household, amount, receivedOn: '2024-12-02' };
  await desk.do('RecordReceipt', receipt, { ...asked, on: '2024-12-02' });
};
