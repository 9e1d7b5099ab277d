import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Day, periodOf } from '#kernel';
import type { ClaimLine } from '../src/claim/claim.types.js';
import type { CoverSpan, PersonCover } from '../src/household/household.types.js';
import { type PackageDocument, packageOf } from '../src/http/package-document.js';
import type { PackageVersion } from '../src/package/package.types.js';
import type { TariffPrice } from '../src/tariff/tariff.events.js';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../packages/${name}.yaml`, import.meta.url), 'utf8'));

export const essentielDocument = read('essentiel') as PackageDocument;
export const hospitalisationDocument = read('hospitalisation') as PackageDocument;
export const publicPrices = (read('tarif-public') as { prices: TariffPrice[] }).prices;

/** The package "Essentiel" with some fields otherwise. */
export const essentiel = (change: Partial<PackageDocument> = {}): PackageVersion =>
  packageOf({ ...essentielDocument, ...change });

/** A year of cover from a day, waiting served long ago unless said. */
export const yearFrom = (from: Day, change: Partial<CoverSpan> = {}): CoverSpan => ({
  ...periodOf(from, 12),
  waitingFrom: '2020-01-01',
  waitingWaived: false,
  graceUntil: null,
  suspensions: [],
  ended: null,
  ...change,
});

export const coveredBy = (...spans: CoverSpan[]): PersonCover => ({ diedOn: null, undeclared: null, spans });

/** One line of a bill. */
export const line = (act: string, unitPrice: number, more: Partial<ClaimLine> = {}): ClaimLine => ({
  act,
  quantity: 1,
  unitPrice,
  ...more,
});

/** One line for a stay. */
export const stay = (amount: number): ClaimLine[] => [line('HOSP', amount)];

/** A price in force since 2024. */
export const price = (act: string, amount: number, item?: string): TariffPrice => ({
  act,
  ...(item ? { item } : {}),
  price: amount,
  validFrom: '2024-01-01',
});
