import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { PublishPlan } from './plan.commands.js';
import { planDecider } from './plan.decider.js';
import { PlanReason } from './plan.reasons.js';
import { type Plan, planOn } from './plan.state.js';

const product = specFor(planDecider);
const publish = (change: Partial<Plan> = {}): PublishPlan => ({
  type: 'PublishPlan',
  scheme: 'A',
  product: 'P1',
  plan: {
    version: '2025',
    effectiveFrom: '2025-01-01',
    currency: 'XOF',
    joiningFee: 1_000,
    contributionPerPerson: 7_000,
    months: 12,
    threshold_bps: 7_500,
    balanceDueMonths: 6,
    subsidy: { fund: 'ETAT', perPerson: 3_500 },
    backdatingDays: 30,
    timezone: 'UTC',
    ...change,
  },
});
const published = product.afterCommands(publish());

describe('a contribution plan', () => {
  test('holds from its day on, that day inside', () => {
    const dearer = publish({ version: '2026', effectiveFrom: '2026-01-01', contributionPerPerson: 8_000 });
    const { versions } = product.stateAfter(product.afterCommands(dearer, publish()));
    expect(planOn(versions, '2024-12-31')).toBeUndefined();
    expect(planOn(versions, '2025-12-31')?.version).toBe('2025');
    expect(planOn(versions, '2026-01-01')?.version).toBe('2026');
  });

  test('is published once and never changes', () => {
    product
      .given(...published)
      .when(publish({ subsidy: { fund: 'ETAT', perPerson: 3_500 } }))
      .thenNothing();
    for (const change of [{ joiningFee: 2_000 }, { subsidy: null }, { subsidy: { fund: 'ONG', perPerson: 3_500 } }])
      product
        .given(...published)
        .when(publish(change))
        .thenRefused(PlanReason.versionTaken);
  });

  test('leaves no doubt which of two holds on a day', () =>
    product
      .given(...published)
      .when(publish({ version: '2025b' }))
      .thenRefused(PlanReason.effectiveDateTaken));

  test('stays in one currency', () =>
    product
      .given(...published)
      .when(publish({ version: '2026', effectiveFrom: '2026-01-01', currency: 'GHS' }))
      .thenRefused(PlanReason.currencyChanged));

  test('asks of a fund no more than there is to pay', () => {
    product
      .given()
      .when(publish({ subsidy: { fund: 'ETAT', perPerson: 7_000 } }))
      .thenLike({ type: 'contributions.PlanPublished' });
    product
      .given()
      .when(publish({ subsidy: { fund: 'ETAT', perPerson: 7_001 } }))
      .thenRefused(PlanReason.subsidyAboveContribution);
  });

  test('has its balance due while the term runs', () => {
    product
      .given()
      .when(publish({ balanceDueMonths: 11 }))
      .thenLike({ type: 'contributions.PlanPublished' });
    product
      .given()
      .when(publish({ balanceDueMonths: 12 }))
      .thenRefused(PlanReason.balanceDueAfterTerm);
  });
});
