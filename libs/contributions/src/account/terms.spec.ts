import { beforeEach, describe, expect, test } from '@jest/globals';
import { AccountStory, essentiel } from '../../test/account-story.js';

let household: AccountStory;
beforeEach(() => {
  household = new AccountStory();
  household.enrol();
  household.pay('R1', 15_000, '2024-12-18');
  household.start(1, '2025-01-01', '2025-12-31');
});
const renewal = (term = 2) =>
  ({
    type: 'NoteRenewalOpened',
    product: 'P1',
    term,
    from: '2026-01-01',
    persons: ['AWA', 'ISSA'],
    opensOn: '2025-11-01',
  }) as const;
const spouse = (months: number, charged = true) =>
  ({ type: 'NotePersonAdded', product: 'P1', term: 1, person: 'ALI', addedOn: '2025-06-15', months, charged }) as const;
const abandoned = (term: number, because: 'lapsed' | 'cancelled' | 'carried-elsewhere', on: string) =>
  ({ type: 'NoteTermAbandoned', term, because, on }) as const;

describe('someone who joins later', () => {
  test('owes whole months: six of twelve are 3 500 F', () => {
    household.ask(spouse(6));
    expect(household.view.outstanding).toBe(3_500);
    expect(household.pay('R2', 3_499, '2025-06-15')).toHaveLength(1);
    expect(household.pay('R3', 1, '2025-06-20')).toMatchObject([
      {},
      { type: 'contributions.EntitlementOpened', data: { term: 1, persons: ['ALI'], metOn: '2025-06-20' } },
    ]);
  });

  test('owes nothing when the household’s dues carry them, and belongs to it', () => {
    household.ask(spouse(6, false));
    expect(household.view).toMatchObject({ outstanding: 0, terms: [{ persons: ['AWA', 'ISSA', 'ALI'] }] });
    expect(household.ask(spouse(6, false))).toEqual([]);
  });

  test('loses rights alone when their receipt is voided', () => {
    household.ask(spouse(6));
    household.pay('R2', 3_500, '2025-06-20');
    expect(household.void('R2', '2025-07-01')).toMatchObject([
      {},
      { type: 'contributions.EntitlementWithdrawn' },
      { type: 'contributions.EntitlementOpened', data: { persons: ['AWA', 'ISSA'], metOn: '2024-12-18' } },
    ]);
  });
});

describe('renewal paid before anybody called for it', () => {
  beforeEach(() => {
    household = new AccountStory();
    household.enrol();
    household.pay('R1', 15_000, '2024-12-18');
    household.start(1, '2025-01-01', '2025-12-31', '2025-11-01');
  });

  test('on the day before it may be paid is credit', () => {
    household.pay('R2', 14_000, '2025-10-31');
    expect(household.view).toMatchObject({ credit: 14_000, terms: [{ term: 1 }] });
  });

  test('on the first day it may be paid renews, and calling for it afterwards changes nothing', () => {
    expect(household.pay('R2', 14_000, '2025-11-01')).toMatchObject([
      { type: 'contributions.DuesRaised', data: { term: 2, because: 'renewal', raisedOn: '2025-11-01' } },
      { type: 'contributions.ReceiptRecorded' },
      { type: 'contributions.EntitlementOpened', data: { term: 2, metOn: '2025-11-01', persons: ['AWA', 'ISSA'] } },
    ]);
    expect(household.ask(renewal())).toEqual([]);
  });

  test('pays what is owed for the running term first', () => {
    household.ask(spouse(6));
    household.pay('R2', 3_500, '2025-11-15');
    expect(household.view).toMatchObject({ outstanding: 0, terms: [{ term: 1 }] });
    household.pay('R3', 1, '2025-11-16');
    expect(household.view).toMatchObject({ terms: [{}, { term: 2, persons: ['AWA', 'ISSA', 'ALI'], paid: 1 }] });
  });
});

describe('a death', () => {
  const death = (person: string, diedOn: string) => ({ type: 'NoteDeath', person, diedOn }) as const;
  const due = () => household.view.terms.at(-1);

  test('before the renewal is called for: the others alone are asked when the household pays', () => {
    household.ask(death('AWA', '2025-06-18'));
    household.pay('R2', 7_000, '2026-01-05');
    expect(due()).toMatchObject({ term: 2, persons: ['ISSA'], gross: 7_000, outstanding: 0 });
  });

  test('after the renewal was called for takes the person out of it, once', () => {
    household.ask(renewal());
    expect(household.ask(death('AWA', '2025-11-18'))).toHaveLength(1);
    expect(due()).toMatchObject({ persons: ['ISSA'], gross: 7_000, threshold: 7_000 });
    expect(household.ask(death('AWA', '2025-11-18'))).toEqual([]);
  });

  test('gives rights to the others when they have paid their part; what was paid stays paid', () => {
    household.ask(renewal());
    household.pay('R2', 8_000, '2025-11-10');
    expect(household.ask(death('AWA', '2025-11-18'))).toMatchObject([
      { type: 'contributions.DeathNoted' },
      { type: 'contributions.EntitlementOpened', data: { term: 2, persons: ['ISSA'], metOn: '2025-11-10' } },
    ]);
    expect(due()).toMatchObject({ memberShare: 8_000, paid: 8_000, outstanding: 0 });
  });

  test('changes nothing of a term that runs, or that was paid', () => {
    household.ask(renewal());
    household.pay('R2', 14_000, '2025-11-10');
    expect(household.ask(death('AWA', '2025-11-18'))).toMatchObject([{ data: { dues: [] } }]);
    expect(due()).toMatchObject({ persons: ['AWA', 'ISSA'], paid: 14_000 });
  });
});

describe('renewal', () => {
  test('asks no joining fee again, and uses the credit there is', () => {
    household.pay('R2', 4_000, '2025-06-01');
    expect(household.ask(renewal())).toMatchObject([
      { type: 'contributions.DuesRaised', data: { because: 'renewal' } },
      { type: 'contributions.CreditUsed', data: { allocations: [{ amount: 4_000, on: '2025-11-01' }], credit: [] } },
    ]);
    expect(household.view.outstanding).toBe(10_000);
  });

  test('is asked by the plan in force when the term starts', () => {
    const dearer = { ...essentiel, version: '2026', effectiveFrom: '2026-01-01', contributionPerPerson: 8_000 };
    household.ask(renewal(), '2025-11-01', [essentiel, dearer]);
    expect(household.view.terms[1]).toMatchObject({ plan: '2026', memberShare: 16_000 });
  });

  test('comes after arrears of the term before', () => {
    household.ask(spouse(6));
    household.ask(renewal());
    expect(household.pay('R2', 14_000, '2025-12-01')).toMatchObject([
      {
        data: {
          allocations: [
            { term: 1, amount: 3_500 },
            { term: 2, amount: 10_500 },
          ],
        },
      },
      { data: { term: 1, persons: ['ALI'] } },
    ]);
  });

  test('given up, its dues are void and what was paid of it is credit', () => {
    household.ask(renewal());
    household.pay('R2', 6_000, '2026-01-15');
    expect(household.ask(abandoned(2, 'lapsed', '2026-01-31'))).toMatchObject([
      { type: 'contributions.DuesCancelled', data: { because: 'lapsed', credit: [{ receipt: 'R2', amount: 6_000 }] } },
    ]);
    expect(household.view).toMatchObject({ outstanding: 0, credit: 6_000, terms: [{}, { status: 'lapsed' }] });
  });

  test('paid before membership gave it up stands', () => {
    household.ask(renewal());
    household.pay('R2', 14_000, '2026-01-30');
    expect(household.ask(abandoned(2, 'lapsed', '2026-01-31'))).toEqual([]);
  });
});

describe('coming back after a lapse', () => {
  beforeEach(() => {
    household.ask(renewal());
    household.pay('R2', 6_000, '2026-01-15');
    household.ask(abandoned(2, 'lapsed', '2026-01-31'));
  });

  test('is by paying: dues of a new term for the same persons, the credit first', () => {
    expect(household.pay('R3', 8_000, '2026-02-10')).toMatchObject([
      { type: 'contributions.DuesRaised', data: { because: 'return', term: 3, persons: ['AWA', 'ISSA'] } },
      { type: 'contributions.CreditUsed', data: { allocations: [{ receipt: 'R2', on: '2026-02-10' }] } },
      { type: 'contributions.ReceiptRecorded' },
      { type: 'contributions.EntitlementOpened', data: { term: 3, metOn: '2026-02-10' } },
    ]);
    expect(household.view.joiningFee).toEqual({ due: 1_000, paid: 1_000 });
  });
});

describe('a household that lapsed and owes something of the term it had', () => {
  beforeEach(() => {
    household.ask(spouse(6));
    household.ask(renewal());
    household.ask(abandoned(2, 'lapsed', '2026-01-31'));
  });

  test('does not come back by paying just that', () => {
    household.pay('R2', 3_500, '2026-02-10');
    expect(household.view).toMatchObject({ outstanding: 0, terms: [{}, { status: 'lapsed' }] });
  });

  test('pays that first when it comes back', () => {
    household.pay('R2', 3_501, '2026-02-10');
    expect(household.view).toMatchObject({ terms: [{ outstanding: 0 }, {}, { term: 3, paid: 1, plan: '2025' }] });
  });
});

describe('cancelling before cover', () => {
  test('keeps the joining fee and gives the contribution back as credit', () => {
    expect(household.ask(abandoned(1, 'cancelled', '2024-12-20'))).toMatchObject([
      {
        type: 'contributions.DuesCancelled',
        data: {
          postings: [
            { account: 'contributions', amount: 14_000 },
            { account: 'member-credit', amount: -14_000 },
          ],
        },
      },
    ]);
    expect(household.view).toMatchObject({ due: 1_000, paid: 1_000, outstanding: 0, credit: 14_000 });
  });

  test('asks no second joining fee of a household that enrols again', () => {
    household.ask(abandoned(1, 'cancelled', '2024-12-20'));
    household.enrol(['AWA', 'ISSA'], '2025-02-01', 2);
    expect(household.view).toMatchObject({
      outstanding: 0,
      credit: 0,
      terms: [{ status: 'cancelled' }, { status: 'entitled' }],
    });
  });

  test('asks it of one that had not paid it', () => {
    const unpaid = new AccountStory();
    unpaid.enrol();
    unpaid.pay('R1', 400, '2024-12-12');
    unpaid.ask(abandoned(1, 'cancelled', '2024-12-20'));
    expect(unpaid.view).toMatchObject({ outstanding: 0, joiningFee: { due: 400, paid: 400 } });
    unpaid.enrol(['AWA'], '2025-02-01', 2);
    expect(unpaid.view).toMatchObject({ outstanding: 7_600 });
  });
});

describe('cover that is carried elsewhere, and not by a payment', () => {
  let elsewhere: AccountStory;
  beforeEach(() => {
    elsewhere = new AccountStory([{ ...essentiel, threshold_bps: 7_500, balanceDueMonths: 6 }]);
    elsewhere.enrol();
    elsewhere.ask(abandoned(1, 'carried-elsewhere', '2024-05-01'));
    elsewhere.start(1, '2024-05-01', '2025-04-30');
  });

  test('asks nothing and is never suspended for a balance', () => {
    expect(elsewhere.close('2025-04-30')).toEqual([]);
    expect(elsewhere.view).toMatchObject({
      outstanding: 0,
      terms: [{ status: 'carried-elsewhere', balanceDueOn: null }],
    });
  });

  test('takes the receipts entered with it, so that they do not pay the next term', () => {
    elsewhere.pay('R1', 15_000, '2024-12-20');
    expect(elsewhere.told).not.toContain('EntitlementOpened');
    expect(elsewhere.view).toMatchObject({ paid: 15_000, credit: 0 });
  });

  test('leaves no arrears: once the next term is called, receipts are for that one', () => {
    elsewhere.pay('R1', 2_000, '2024-12-20');
    elsewhere.ask({ ...renewal(), from: '2025-05-01', opensOn: '2025-03-01' });
    expect(elsewhere.view).toMatchObject({
      outstanding: 14_000,
      terms: [{ outstanding: 0, paid: 1_000 }, { term: 2 }],
    });
    expect(elsewhere.pay('R2', 10_500, '2025-03-10')).toMatchObject([{}, { data: { term: 2 } }]);
  });

  test('opens for someone who joins it and pays their part', () => {
    elsewhere.ask(spouse(6));
    expect(elsewhere.view.outstanding).toBe(3_500);
    expect(elsewhere.pay('R1', 3_500, '2025-06-16')).toMatchObject([{}, { data: { persons: ['ALI'] } }]);
  });

  test('changes nothing for a household that had paid before it was told', () =>
    expect(household.ask(abandoned(1, 'carried-elsewhere', '2025-01-01'))).toEqual([]));
});
