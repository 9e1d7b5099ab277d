import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { daysBetween, isDay } from '#kernel';
import { demoDefaults, demoFederation, type DemoOptions } from './federation.js';
import type { DemoStep, OperationName, StepOf } from './operations.js';

const small: Partial<DemoOptions> = { members: 300, months: 12 };
const hashOf = (options: Partial<DemoOptions>): string => {
  const hash = createHash('sha256');
  for (const step of demoFederation(options)) hash.update(JSON.stringify(step));
  return hash.digest('hex');
};

let steps: readonly DemoStep[];
beforeAll(() => {
  steps = [...demoFederation()];
});
const all = <Name extends OperationName>(name: Name): readonly StepOf<Name>[] =>
  steps.filter((step): step is DemoStep & StepOf<Name> => step.operation === name);

describe('the same seed', () => {
  test('tells the same story, step by step', () => {
    expect(hashOf(small)).toBe(hashOf(small));
    expect(hashOf(demoDefaults)).toBe(hashOf({}));
  });
  test('and another seed tells another', () => expect(hashOf({ ...small, seed: 43 })).not.toBe(hashOf(small)));
});

describe('steps', () => {
  test('come in the order of time, within eighteen months that end on 30 June 2026', () => {
    const instants = steps.map(({ on, at }) => `${on} ${String(at).padStart(4, '0')}`);
    expect(instants).toEqual([...instants].sort());
    expect([steps[0]?.on, steps.at(-1)?.on]).toEqual(['2025-01-01', '2026-06-30']);
    expect(steps.every(({ at }) => Number.isInteger(at) && at >= 0 && at < 24 * 60)).toBe(true);
  });

  test('have ids, days and amounts of the shapes the programme takes', () => {
    const wrong = steps.flatMap(({ operation, input }) => wrongFields(operation, input));
    expect(wrong).toEqual([]);
  });

  test('bear no date after the day on which they are recorded, and none more than thirty days before', () => {
    const dated = /^(enrolledOn|addedOn|declaredOn|receivedOn|voidedOn|reversedOn|heldOn|on|settledOn)$/;
    for (const { on, input } of steps) {
      for (const [field, value] of Object.entries(input)) {
        if (!dated.test(field)) continue;
        expect([field, value, value <= on && daysBetween(value as string, on) <= 30]).toEqual([field, value, true]);
      }
    }
  });

  test('never use a number twice', () => {
    const numbers = [
      ...all('EnrolHousehold').flatMap(({ input }) => [input.household, ...input.persons.map(({ person }) => person)]),
      ...[...all('AddPerson'), ...all('DeclareBirth')].map(({ input }) => input.person),
      ...all('RecordReceipt').map(({ input }) => input.receipt),
      ...all('SubmitClaim').map(({ input }) => input.claim),
      ...all('AttestSession').map(({ input }) => input.attestation),
      ...all('IssueRemittance').map(({ input }) => input.remittance),
    ];
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('of a household never wait for news of the same day', () => {
    const onDay = new Map<string, Set<OperationName>>();
    for (const { on, operation, input } of steps) {
      if (!('household' in input)) continue;
      const key = `${input.household} ${on}`;
      onDay.set(key, (onDay.get(key) ?? new Set()).add(operation));
    }
    const hasty = [...onDay].filter(([, asked]) => asked.has('EnrolHousehold') && asked.has('RecordReceipt'));
    expect(hasty).toEqual([]);
    const receivedOn = new Map(all('RecordReceipt').map(({ on, input }) => [input.receipt, on]));
    for (const { on, input } of all('VoidReceipt')) expect(receivedOn.get(input.receipt)! < on).toBe(true);
    const submittedOn = new Map(all('SubmitClaim').map(({ on, input }) => [input.claim, on]));
    for (const { on, input } of all('ReverseClaim')) expect(submittedOn.get(input.claim)! < on).toBe(true);
  });
});

describe('the federation', () => {
  test('has two schemes, 83 villages in the first, and the members that were asked for', () => {
    expect(all('RegisterScheme').map(({ input }) => input.scheme)).toEqual(['zabre', 'nongtaba']);
    expect(all('OpenSection').filter(({ input }) => input.scheme === 'zabre')).toHaveLength(83);
    const persons = (scheme: string) =>
      all('EnrolHousehold').reduce((sum, { input }) => sum + (input.scheme === scheme ? input.persons.length : 0), 0);
    expect([persons('zabre'), persons('nongtaba')]).toEqual([5_000, 400]);
  });

  test('closes every day of both schemes; a very large one the last day of each month', () => {
    expect(all('CloseDay')).toHaveLength(2 * 546);
    const closed = [...first(demoFederation({ members: 50_010, months: 3 }), 30_000)].filter(
      ({ operation }) => operation === 'CloseDay',
    );
    expect(closed.map(({ on }) => on).slice(0, 4)).toEqual(['2025-01-31', '2025-01-31', '2025-02-28', '2025-02-28']);
  });

  test.each<[string, () => number, number]>([
    ['households of the paper register', () => all('TakeOverCover').length, 100],
    ['households that withdraw', () => all('CancelEnrolment').length, 5],
    ['births', () => all('DeclareBirth').length, 40],
    ['births declared too late', () => all('DeclareBirth').filter(bornLongAgo).length, 2],
    ['deaths', () => all('RecordDeath').length, 10],
    ['newcomers', () => all('AddPerson').length, 20],
    ['voided receipts', () => all('VoidReceipt').length, 10],
    ['claims', () => all('SubmitClaim').length, 3_000],
    ['claims filed after more than ninety days', () => all('SubmitClaim').filter(lateClaim).length, 20],
    ['claims sent twice', () => sentTwice().length, 20],
    ['claims for somebody unknown', () => all('SubmitClaim').filter(forNobody).length, 1],
    ['reversed claims', () => all('ReverseClaim').length, 5],
    ['attested antenatal sessions', () => all('AttestSession').length, 40],
    ['deliveries', () => claimsOf('DELIV').length, 30],
    ['Caesareans', () => claimsOf('CSEC').length, 2],
    ['hospital stays', () => claimsOf('HOSP').length, 50],
    ['remittances', () => all('IssueRemittance').length, 100],
    ['settlements by the funder', () => all('SettleFund').length, 6],
    ['payments of the funder', () => all('RecordFunding').length, 3],
    ['funds', () => all('OpenFund').length, 2],
    ['grants by tranches', () => all('ReleaseGrantTranche').length, 2],
    ['savings for school', () => all('DepositSavings').length, 8],
    ['households referred to a partner', () => all('ReferHousehold').length, 12],
  ])('knows %s', (_, count, least) => expect(count()).toBeGreaterThanOrEqual(least));

  test('pays in whole coins of 500 francs, but for the rest of a share', () => {
    const odd = all('RecordReceipt').filter(({ input }) => input.amount % 500 !== 0);
    expect(odd).toEqual([]);
  });
});

test('a great federation is told in little memory', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const kept: number[] = [];
  let told = 0;
  for (const { operation } of demoFederation({ members: 100_000, months: 3 })) {
    told += 1;
    if (operation !== 'CloseDay') continue;
    collect();
    kept.push(process.memoryUsage().heapUsed);
  }
  expect(told).toBeGreaterThan(40_000);
  expect(Math.max(...kept) - Math.min(...kept)).toBeLessThan(10_000_000);
}, 60_000);

function* first<T>(items: Iterable<T>, count: number): Iterable<T> {
  let taken = 0;
  for (const item of items) {
    if ((taken += 1) > count) return;
    yield item;
  }
}

const bornLongAgo = ({ input }: StepOf<'DeclareBirth'>) => daysBetween(input.bornOn, input.declaredOn) > 30;
const lateClaim = ({ on, input }: StepOf<'SubmitClaim'>) =>
  daysBetween(input.dischargedOn ?? input.serviceDate, on) > 90;
const forNobody = ({ input }: StepOf<'SubmitClaim'>) => input.beneficiary.endsWith('-99');
const claimsOf = (act: string) => all('SubmitClaim').filter(({ input }) => input.lines.some(line => line.act === act));
const sentTwice = () => {
  const seen = new Set<string>();
  return all('SubmitClaim').filter(({ input: { claim: _, ...form } }) => {
    const text = JSON.stringify(form);
    return seen.has(text) || !seen.add(text);
  });
};

const idFields =
  /^(scheme|section|household|person|product|policyholder|provider|endpoint|receipt|claim|beneficiary|attestation|act|item|remittance|tariff|fund|funder|reference|collector|version|federation)$/;
const dayFields = /(On|From|To|Date)$|^(on|day|from|to)$/;
const amountFields = /^(amount|perPerson|joiningFee|contributionPerPerson|unitPrice|price)$/;

/** Every field of an input whose shape is wrong, however deep. */
const wrongFields = (path: string, value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([field, inner]) => {
        if (field === 'articles') return [];
        const here = `${path}.${field}: ${JSON.stringify(inner)}`;
        if (typeof inner === 'object') return wrongFields(`${path}.${field}`, inner);
        if (idFields.test(field) && typeof inner === 'string')
          return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(inner) ? [] : [here];
        if (dayFields.test(field)) return isDay(inner) ? [] : [here];
        if (amountFields.test(field)) return Number.isSafeInteger(inner) && (inner as number) > 0 ? [] : [here];
        return inner === undefined ? [here] : [];
      });
