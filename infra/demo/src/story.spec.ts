import { beforeAll, describe, expect, test } from '@jest/globals';
import { medicinePrice, usualPrice } from './bills.js';
import { readCatalogue } from './catalogue.js';
import { demoWorld } from './federation.js';
import { storyAt } from './register.js';
import type { Story } from './story.js';

const world = demoWorld();
const { setting, populations } = world;
const { calendar, fund } = setting;
let stories: readonly Story[];
beforeAll(() => {
  const [zabre] = populations;
  stories = Array.from({ length: zabre.households }, (_, index) => storyAt(index, zabre, setting));
});
const share = (part: readonly unknown[], whole: readonly unknown[]) => part.length / whole.length;

describe('households', () => {
  test('have between five and six persons, half of them under eighteen or nearly', () => {
    const people = stories.flatMap(({ household }) => household.people);
    expect(share(people, stories)).toBeGreaterThan(5);
    expect(share(people, stories)).toBeLessThan(6);
    const minors = people.filter(({ born }) => born > -18 * 365);
    expect(share(minors, people)).toBeGreaterThan(0.45);
    expect(share(minors, people)).toBeLessThan(0.7);
  });

  test('have one policyholder, an adult, and mothers who are older than their children', () => {
    for (const { household } of stories) {
      const [holder, ...others] = household.people;
      expect(holder?.relation).toBe('policyholder');
      expect(others.every(({ relation }) => relation !== 'policyholder')).toBe(true);
      expect(
        household.people.filter(({ relation }) => relation === 'spouse').every(({ born }) => born < -17 * 365),
      ).toBe(true);
    }
  });

  test('mostly reach the threshold; some never do', () => {
    const covered = stories.filter(({ covers }) => covers.length > 0);
    expect(share(covered, stories)).toBeGreaterThan(0.8);
    expect(share(covered, stories)).toBeLessThan(0.95);
  });

  test('renew in about two cases of three', () => {
    const expired = stories.filter(({ covers }) => covers[0] && covers[0].to < calendar.last - 40);
    const renewed = expired.filter(({ covers }) => covers.length > 1);
    expect(share(renewed, expired)).toBeGreaterThan(0.58);
    expect(share(renewed, expired)).toBeLessThan(0.72);
  });

  test('come to four antenatal sessions, or sometimes to three', () => {
    const sessions = stories.flatMap(({ steps }) => {
      const mothers = steps.flatMap(({ step }) => {
        if (step.operation === 'AttestSession') return [step.input.beneficiary];
        if (step.operation !== 'SubmitClaim' || step.input.lines[0]?.act !== 'ANC') return [];
        return [step.input.beneficiary];
      });
      return [...new Set(mothers)].map(mother => mothers.filter(other => other === mother).length);
    });
    expect(sessions).toContain(3);
    expect(sessions).toContain(4);
  });

  test('reach a ceiling now and then: more than 100,000 francs of one person in a term', () => {
    const spent = new Map<string, number>();
    for (const { step } of stories.flatMap(({ steps }) => steps)) {
      if (step.operation !== 'SubmitClaim') continue;
      const billed = step.input.lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
      spent.set(step.input.beneficiary, (spent.get(step.input.beneficiary) ?? 0) + billed);
    }
    expect([...spent.values()].filter(billed => billed > 150_000).length).toBeGreaterThan(3);
  });
});

describe('the matched fund', () => {
  const days = Array.from({ length: calendar.length }, (_, day) => day);
  test('runs out, makes households wait for weeks, and is topped up', () => {
    const waits = days.map(day => fund.servedOn(day) - day);
    expect(Math.max(...waits)).toBeGreaterThan(14);
    expect(waits.slice(3, 30).every(wait => wait === 0)).toBe(true);
    expect(waits.at(-1)).toBe(0);
    const waiting = stories.filter(({ joining }) => fund.servedOn(joining.enrolled) > joining.enrolled);
    expect(waiting.length).toBeGreaterThan(20);
  });
  test('serves who asked first, first', () => {
    const served = days.map(fund.servedOn);
    expect(served).toEqual([...served].sort((a, b) => a - b));
  });
});

test('bills bear the prices of the public tariff', () => {
  const prices = readCatalogue().tariff['prices'] as readonly { act: string; item?: string; price: number }[];
  const priceOf = (act: string, item?: string) => prices.find(price => price.act === act && price.item === item)?.price;
  for (const [act, price] of Object.entries(usualPrice)) expect([act, priceOf(act)]).toEqual([act, price]);
  for (const [item, price] of Object.entries(medicinePrice))
    expect([item, priceOf('DRUG', item)]).toEqual([item, price]);
});
