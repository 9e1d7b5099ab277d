import type { Chance } from './chance.js';
import type { ClaimLine } from './operations.js';

/** What is written on a bill. */
export interface Bill {
  readonly diagnosis: string;
  readonly lines: readonly ClaimLine[];
  readonly emergency?: boolean;
  /** Nights of a stay. */
  readonly nights?: number;
}

/** Prices of the public tariff, which providers mostly keep to. @unit XOF */
export const usualPrice = {
  CONS: 1_000,
  IMG: 12_500,
  HOSP: 12_000,
  DELIV: 6_000,
  CSEC: 60_000,
  ANC: 500,
  VCT: 2_000,
  SURG: 90_000,
  TRAUMA: 45_000,
  AMBU: 10_000,
} as const;
export const medicinePrice = { AMOX: 1_200, PARA: 300, ACT: 600 } as const;

type Act = keyof typeof usualPrice;
type Medicine = keyof typeof medicinePrice;

export const line = (act: Act, quantity = 1, unitPrice: number = usualPrice[act]): ClaimLine => ({
  act,
  quantity,
  unitPrice,
});

const medicine = (chance: Chance, item: Medicine): ClaimLine => ({
  act: 'DRUG',
  item,
  quantity: chance.int(1, 2),
  // A brand, one time in twelve.
  unitPrice: chance.happens(80) ? medicinePrice[item] + 250 : medicinePrice[item],
});

/** Why people come, and what they are given. */
const illnesses: readonly (readonly [
  number,
  { readonly diagnosis: string; readonly medicines: readonly Medicine[] },
])[] = [
  [45, { diagnosis: 'B54', medicines: ['ACT', 'PARA'] }],
  [25, { diagnosis: 'J06.9', medicines: ['AMOX', 'PARA'] }],
  [15, { diagnosis: 'A09', medicines: ['PARA'] }],
  [8, { diagnosis: 'T14.1', medicines: ['AMOX', 'PARA'] }],
  [7, { diagnosis: 'R51', medicines: ['PARA'] }],
];

export const consultation = (chance: Chance): Bill => {
  const { diagnosis, medicines } = chance.weighted(illnesses);
  const price = chance.happens(60) ? 1_200 : usualPrice.CONS;
  return { diagnosis, lines: [line('CONS', 1, price), ...medicines.map(item => medicine(chance, item))] };
};

export const prescription = (chance: Chance): Bill => {
  const { diagnosis, medicines } = chance.weighted(illnesses);
  return { diagnosis, lines: medicines.map(item => medicine(chance, item)) };
};

export const imaging = (chance: Chance): Bill => ({
  diagnosis: chance.pick(['S52.9', 'R10.4', 'N20.0']),
  lines: [line('IMG')],
});

export const stay = (chance: Chance, nights = chance.int(2, 5)): Bill => ({
  diagnosis: chance.pick(['B50.9', 'J18.9', 'A41.9', 'E43']),
  lines: [line('HOSP', nights), medicine(chance, 'AMOX')],
  nights,
});

/** The hospital plan knows no medicines: they are in the price of the night. */
export const largeRisk = (chance: Chance): Bill =>
  chance.weighted<() => Bill>([
    [50, () => hospitalNights(chance, 'J18.9')],
    [20, () => ({ diagnosis: 'K40.9', lines: [line('SURG'), line('HOSP', 3)], nights: 3 })],
    [20, () => ({ diagnosis: 'S82.9', lines: [line('TRAUMA'), line('AMBU')], emergency: true })],
    [10, () => ({ diagnosis: 'Z03', lines: [line('AMBU')], emergency: true })],
  ])();

const hospitalNights = (chance: Chance, diagnosis: string): Bill => {
  const nights = chance.int(2, 6);
  return { diagnosis, lines: [line('HOSP', nights)], nights };
};
