import { expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { tariffDecider } from './tariff.decider.js';
import type { TariffEvent, TariffPrice } from './tariff.events.js';
import { TariffReason } from './tariff.reasons.js';
import { priceOn } from './tariff.state.js';

const tariffs = specFor(tariffDecider);
const price = (act: string, amount: number, validFrom = '2025-01-01', item?: string): TariffPrice => ({
  act,
  ...(item ? { item } : {}),
  price: amount,
  validFrom,
});
const publish = (...prices: TariffPrice[]) =>
  ({ type: 'PublishTariff', tariff: 'T', currency: 'XOF', prices }) as const;
const published = (...prices: TariffPrice[]): TariffEvent => ({
  type: 'benefits.TariffPublished',
  version: 1,
  effectiveAt: '2025-01-01',
  data: { tariff: 'T', currency: 'XOF', prices },
});

test('prices are added; those already there are left out', () =>
  tariffs
    .given(published(price('CONS', 1000)))
    .when(publish(price('CONS', 1000), price('ANC', 500)))
    .then(published(price('ANC', 500))));

test('nothing new is nothing to do', () =>
  tariffs
    .given(published(price('CONS', 1000)))
    .when(publish(price('CONS', 1000)))
    .thenNothing());

test('a price once set stays', () =>
  tariffs
    .given(published(price('CONS', 1000)))
    .when(publish(price('CONS', 1100)))
    .thenRefused(TariffReason.priceAlreadySet));

test('two prices from one day, in one document, are refused', () =>
  tariffs
    .given()
    .when(publish(price('CONS', 1000), price('CONS', 1100)))
    .thenRefused(TariffReason.priceAlreadySet));

test('a tariff is in one currency', () =>
  tariffs
    .given(published(price('CONS', 1000)))
    .when({ ...publish(price('ANC', 5)), currency: 'GHS' })
    .thenRefused(TariffReason.currencyChanged));

test('the service date picks the price; a medicine without its own has that of its act', () => {
  const state = tariffs.stateAfter([
    published(
      price('CONS', 1000),
      price('CONS', 1200, '2025-07-01'),
      price('DRUG', 900),
      price('DRUG', 300, '2025-01-01', 'PARA'),
    ),
  ]);
  expect(priceOn(state, 'CONS', undefined, '2024-12-31')).toBeNull();
  expect(priceOn(state, 'CONS', undefined, '2025-06-30')).toBe(1000);
  expect(priceOn(state, 'CONS', undefined, '2025-07-01')).toBe(1200);
  expect(priceOn(state, 'DRUG', 'PARA', '2025-02-01')).toBe(300);
  expect(priceOn(state, 'DRUG', 'OTHER', '2025-02-01')).toBe(900);
});
