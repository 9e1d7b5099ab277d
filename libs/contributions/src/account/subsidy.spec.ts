import { beforeEach, describe, expect, test } from '@jest/globals';
import { AccountStory, subsidised } from '../../test/account-story.js';

/** Three persons: 21 000 F, of which the State is asked to carry 10 500 F. */
let household: AccountStory;
beforeEach(() => {
  household = new AccountStory([subsidised]);
  household.enrol(['AWA', 'ISSA', 'BINTA']);
});

describe('a contribution a fund carries in part', () => {
  test('asks the member for the rest', () =>
    expect(household.view.terms).toMatchObject([{ gross: 21_000, subsidy: 10_500, memberShare: 10_500 }]));

  test('opens rights when the share is paid and the reservation whole, in either order, on the receipt date', () => {
    household.pay('R1', 11_500, '2024-12-18');
    expect(household.view.terms).toMatchObject([{ status: 'waiting-for-subsidy' }]);
    expect(household.subsidy(10_500, 3, 0)).toMatchObject([
      { type: 'contributions.SubsidyNoted' },
      {
        type: 'contributions.EntitlementOpened',
        data: {
          metOn: '2024-12-18',
          postings: [
            { account: 'subsidy-receivable', amount: 10_500 },
            { account: 'contributions', amount: -10_500 },
          ],
        },
      },
    ]);
  });

  test('waits while one person of it waits for money', () => {
    household.pay('R1', 11_500, '2024-12-18');
    household.subsidy(3_500, 1, 2, 'SUB-001');
    expect(household.view.terms).toMatchObject([{ status: 'waiting-for-subsidy', subsidyGranted: 3_500 }]);
    household.subsidy(7_000, 2, 1, 'SUB-001');
    expect(household.view.terms).toMatchObject([{ status: 'waiting-for-subsidy' }]);
    household.subsidy(10_500, 3, 0);
    expect(household.view.terms).toMatchObject([{ status: 'entitled' }]);
  });

  test('that the fund declines is the member’s whole', () => {
    household.pay('R1', 11_500, '2024-12-18');
    household.subsidy(0, 0, 0, 'SUB-003');
    expect(household.view.terms).toMatchObject([
      { status: 'unpaid', subsidy: 0, memberShare: 21_000, threshold: 21_000, outstanding: 10_500 },
    ]);
    household.pay('R2', 10_500, '2024-12-20');
    expect(household.view.terms).toMatchObject([{ status: 'entitled', metOn: '2024-12-20' }]);
  });

  test('cut by the fund’s cap leaves the difference to the member', () => {
    household.subsidy(7_000, 2, 0, 'SUB-004');
    expect(household.view.terms).toMatchObject([{ subsidy: 7_000, memberShare: 14_000 }]);
  });

  test('taken back by the fund is owed by the member, and rights go', () => {
    household.subsidy(10_500, 3, 0);
    household.pay('R1', 11_500, '2024-12-18');
    const released = { type: 'NoteSubsidyReleased', fund: 'ETAT', term: 1, on: '2025-02-01' } as const;
    expect(household.ask(released)).toMatchObject([
      { type: 'contributions.SubsidyLost' },
      { type: 'contributions.EntitlementWithdrawn', data: { because: 'subsidy-lost', postings: [] } },
    ]);
    expect(household.ask(released)).toEqual([]);
  });

  test('is not asked of an answer given before someone joined', () => {
    household.subsidy(10_500, 3, 0);
    household.pay('R1', 11_500, '2024-12-18');
    household.ask({
      ...{ type: 'NotePersonAdded', product: 'P1', term: 1, person: 'ALI', addedOn: '2025-06-15' },
      ...{ months: 6, charged: true },
    });
    expect(household.subsidy(10_500, 3, 0)).toEqual([]);
    household.pay('R2', 1_750, '2025-06-15');
    expect(household.subsidy(12_250, 4, 0)).toMatchObject([{}, { data: { persons: ['ALI'], metOn: '2025-06-15' } }]);
  });
});
