import { describe, expect, test } from '@jest/globals';
import { coveredBy, essentiel, yearFrom } from '../../test/claims-desk.js';
import { StreamsInMemory } from '../../test/streams-in-memory.js';
import { beneficiaryFold } from '../beneficiary/beneficiary.state.js';
import type { Patient } from '../household/household.types.js';
import { describePersonDecider } from '../household/describe-person.decider.js';
import { noteCoverDecider } from '../household/note-cover.decider.js';
import { type HandOver, handOverDecider } from './hand-over.decider.js';
import { InKindReason } from './in-kind.reasons.js';
import { receiveStockDecider } from './receive-stock.decider.js';
import { stockFold } from './stock.state.js';

const nets = { item: 'MILDA', perPerson: 2, perHousehold: 3 };
const booklet = { item: 'CARNET', perPerson: 1, who: { belowMonths: 60 } };
const given = essentiel({ inKind: [nets, booklet] });
const names = { stock: 'stock', household: 'household' };

/** A place with five nets and a booklet, and two people covered in 2025. */
class Store {
  readonly streams = new StreamsInMemory(() => undefined);
  private handovers = 0;

  constructor() {
    this.receive('MILDA', 5, 'BL-1');
    this.receive('CARNET', 1, 'BL-2');
    for (const [at, person] of ['AWA', 'ISSA'].entries()) {
      const cover = { ...coveredBy(yearFrom('2025-01-01')), product: 'ESSENTIEL', revision: at + 1 };
      const about = {
        household: 'H0',
        scheme: 'A',
        person,
        cover,
        because: 'told',
        origin: 'm',
        effectiveAt: '2025-01-01',
      };
      this.streams.joint(
        noteCoverDecider,
        { household: 'household', beneficiary: `beneficiary-${person}` },
        { type: 'NoteCover', ...about },
      );
    }
  }
  receive(item: string, quantity: number, reference: string): string {
    const paper = { scheme: 'A', place: 'CSPS-1', item, quantity, reference, receivedOn: '2025-01-02' };
    return this.streams.one('stock', receiveStockDecider, { type: 'ReceiveStock', ...paper });
  }
  describe(person: string, patient: Patient): void {
    const about = { household: 'H0', scheme: 'A', person, patient, describedOn: '2025-01-02' };
    this.streams.joint(describePersonDecider, { household: 'household' }, { type: 'DescribePerson', ...about });
  }
  give(item: string, quantity: number, change: Partial<HandOver> = {}): string {
    this.handovers += 1;
    const usual = { handover: `R${this.handovers}`, scheme: 'A', household: 'H0', person: 'AWA', place: 'CSPS-1' };
    const dates = { handedOverOn: '2025-05-02', recordedOn: '2025-05-03', package: given };
    return this.streams.joint(handOverDecider, names, {
      type: 'HandOver',
      ...usual,
      item,
      quantity,
      ...dates,
      ...change,
    });
  }
  get left() {
    return this.streams.state('stock', stockFold).items;
  }
}

describe('a thing the package gives', () => {
  test('leaves the store when it is handed over, and can be given while there is one', () => {
    const store = new Store();
    expect([store.give('MILDA', 2), store.left.MILDA]).toEqual(['accepted', 3]);
    store.receive('MILDA', -3, 'COMPTAGE');
    expect(store.give('MILDA', 1, { person: 'ISSA' })).toBe(InKindReason.outOfStock);
    store.receive('MILDA', 1, 'BL-3');
    expect([store.give('MILDA', 1, { person: 'ISSA' }), store.left.MILDA]).toEqual(['accepted', 0]);
  });
  test.each([
    [2, 'accepted'],
    [3, InKindReason.quotaReached],
  ])('is two for one person: %d', (quantity, told) => expect(new Store().give('MILDA', quantity)).toBe(told));
  test.each([
    [1, 'accepted'],
    [2, InKindReason.quotaReached],
  ])('is three for a household: two, then %d for another', (quantity, told) => {
    const store = new Store();
    store.give('MILDA', 2);
    expect(store.give('MILDA', quantity, { person: 'ISSA' })).toBe(told);
  });
  test('is counted in one period of cover; other things have a quota of their own', () => {
    const store = new Store();
    store.describe('AWA', { bornOn: '2024-01-01', sex: 'F', relation: 'child' });
    store.give('MILDA', 2);
    expect(store.give('CARNET', 1)).toBe('accepted');
    expect(store.give('MILDA', 1, { handedOverOn: '2026-01-01', recordedOn: '2026-01-02' })).toBe(
      InKindReason.notCovered,
    );
  });
  test.each([
    ['2024-12-31', InKindReason.notCovered],
    ['2025-01-01', 'accepted'],
    ['2025-05-03', 'accepted'],
    ['2025-05-04', InKindReason.datedWrong],
  ])('is given on a covered day that has come: %s', (handedOverOn, told) =>
    expect(new Store().give('MILDA', 1, { handedOverOn })).toBe(told),
  );
  test('is for whom the package says, once somebody told their age', () => {
    const store = new Store();
    expect(store.give('CARNET', 1)).toBe(InKindReason.notForThem);
    store.describe('AWA', { bornOn: '2020-05-02', sex: 'F', relation: 'child' });
    expect(store.give('CARNET', 1)).toBe(InKindReason.notForThem);
    store.describe('AWA', { bornOn: '2020-05-03', sex: 'F', relation: 'child' });
    expect(store.give('CARNET', 1)).toBe('accepted');
  });
  test('is told once; its number stands for nothing else', () => {
    const store = new Store();
    store.give('MILDA', 1, { handover: 'R1' });
    expect(store.give('MILDA', 1, { handover: 'R1' })).toBe('nothingToDo');
    expect(store.give('MILDA', 2, { handover: 'R1' })).toBe(InKindReason.handoverUsed);
    expect(store.left.MILDA).toBe(4);
  });
  test('is none that the package does not name, nor for whom nobody knows', () => {
    expect(new Store().give('LAMPE', 1)).toBe(InKindReason.notPromised);
    expect(new Store().give('MILDA', 1, { package: null })).toBe(InKindReason.notPromised);
    expect(new Store().give('MILDA', 1, { person: 'NOBODY' })).toBe(InKindReason.unknownPerson);
  });
});

test('a delivery is entered once, and a count takes out no more than there is', () => {
  const store = new Store();
  expect(store.receive('MILDA', 5, 'BL-1')).toBe('nothingToDo');
  expect(store.receive('MILDA', 6, 'BL-1')).toBe(InKindReason.referenceUsed);
  expect(store.receive('MILDA', -6, 'X')).toBe(InKindReason.outOfStock);
  expect([store.receive('MILDA', -5, 'X'), store.left.MILDA]).toEqual(['accepted', 0]);
  expect(store.receive('LAMPE', -1, 'Y')).toBe(InKindReason.outOfStock);
});

test('whom nobody knows has no household', () =>
  expect(new Store().streams.state('beneficiary-NOBODY', beneficiaryFold).household).toBeNull());
