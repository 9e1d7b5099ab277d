import type { RecordedEvent } from '#eventstore';
import { type Policy, request } from '#messaging';
import { DecideEducation } from '../education/decide-education.js';
import type { EducationEvent } from '../education/education.events.js';
import { claimantOf, idOfClaimant } from '../fund/claimant.types.js';
import { DecideReservation, FollowDues } from '../fund/decide-reservation.js';
import type { FundEvent } from '../fund/fund.events.js';

/** What is saved is matched by the fund as a household's contribution is; the school's proof makes it owed. */
export const matchSavingsPolicy: Policy<EducationEvent> = {
  name: 'subsidies.match_savings.v1',
  shard: 'subsidies',
  on: {
    'subsidies.SavingsDeposited': ({ data }) => {
      const { scheme, account, schoolYear, amount, fund, currency, depositedOn } = data;
      const asked = {
        scheme,
        fund,
        household: claimantOf('education', account),
        term: schoolYear,
        persons: 1,
        perPerson: amount,
      };
      return [
        request('match', metadata => {
          const requestedOn = depositedOn;
          return new DecideReservation({ type: 'RequestSubsidy', ...asked, currency, requestedOn }, metadata);
        }),
      ];
    },
    'subsidies.SchoolProofAccepted': ({ data: { scheme, account, schoolYear, provedOn } }) => [
      owed(scheme, account, schoolYear, provedOn),
    ],
    'subsidies.ScholarshipNoted': ({ data: { scheme, account, schoolYear, owed: isOwed }, effectiveAt }) =>
      isOwed ? [owed(scheme, account, schoolYear, effectiveAt)] : [],
  },
};

const owed = (scheme: string, account: string, term: number, committedOn: string) =>
  request('owed', metadata => {
    const household = claimantOf('education', account);
    return new FollowDues({ type: 'CommitReservation', scheme, household, term, committedOn }, metadata);
  });

type OfHousehold = Extract<FundEvent, { data: { standing: unknown } }>;

const note = ({ data, effectiveAt: on }: RecordedEvent<OfHousehold>) => {
  const account = idOfClaimant('education', data.household);
  if (account === undefined) return [];
  const { scheme, term: schoolYear, standing } = data;
  const { total: matched, waiting, reason } = standing;
  const stands = { scheme, account, schoolYear, matched, waiting: waiting > 0, reason, on };
  return [request('scholarship', metadata => new DecideEducation({ type: 'NoteScholarship', ...stands }, metadata))];
};

/** What the fund answered is noted by the account it is for. */
export const noteScholarshipPolicy: Policy<FundEvent> = {
  name: 'subsidies.note_scholarship.v1',
  shard: 'subsidies',
  on: {
    'subsidies.SubsidyReserved': note,
    'subsidies.SubsidyKeptWaiting': note,
    'subsidies.SubsidyDeclined': note,
    'subsidies.SubsidyReleased': note,
    'subsidies.SubsidyClawedBack': note,
  },
};
