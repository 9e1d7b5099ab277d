import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { productDecider, type PublishCoverRules } from './product.decider.js';
import { ProductReason } from './product.reasons.js';
import { rulesOn } from './product.state.js';

const product = specFor(productDecider);
const publish = (version: string, effectiveFrom: string, graceDays = 30): PublishCoverRules => ({
  type: 'PublishCoverRules',
  scheme: 'A',
  product: 'P1',
  rules: {
    version,
    effectiveFrom,
    coverMonths: 12,
    graceDays,
    newbornDeclarationDays: 30,
    backdatingDays: 30,
    renewalOpensDaysBefore: 60,
  },
});
const published = product.afterCommands(publish('2', '2026-01-01'), publish('1', '2024-01-01'));

describe('cover rules', () => {
  test('hold from their day on, that day inside', () => {
    const { versions } = product.stateAfter(published);
    expect(rulesOn(versions, '2023-12-31')).toBeUndefined();
    expect(rulesOn(versions, '2025-12-31')?.version).toBe('1');
    expect(rulesOn(versions, '2026-01-01')?.version).toBe('2');
  });

  test('are published once: the same again changes nothing', () =>
    product
      .given(...published)
      .when(publish('1', '2024-01-01'))
      .thenNothing());

  test('never change under the same version', () =>
    product
      .given(...published)
      .when(publish('1', '2024-01-01', 45))
      .thenRefused(ProductReason.versionTaken));

  test('leave no doubt which of two holds on a day', () =>
    product
      .given(...published)
      .when(publish('3', '2026-01-01'))
      .thenRefused(ProductReason.effectiveDateTaken));
});
