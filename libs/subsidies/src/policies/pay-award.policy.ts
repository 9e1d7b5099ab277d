import type { RecordedEvent } from '#eventstore';
import { type Policy, request } from '#messaging';
import type { AwardEvent } from '../award/award.events.js';
import { DecideAward } from '../award/decide-award.js';
import { claimantOf, idOfClaimant } from '../fund/claimant.types.js';
import { DecideReservation, FollowDues } from '../fund/decide-reservation.js';
import type { FundEvent } from '../fund/fund.events.js';

/** An award has one term. */
const term = 1;

/** The fund is asked for what a committee decided, in its turn; what it sets aside is owed at once. */
export const payAwardPolicy: Policy<AwardEvent> = {
  name: 'subsidies.pay_award.v1',
  shard: 'subsidies',
  on: {
    'subsidies.AwardDecided': ({ data: { scheme, award, fund, amount, currency, decidedOn: requestedOn } }) => [
      request('ask', metadata => {
        const asked = { scheme, fund, household: claimantOf('award', award), term, persons: 1, perPerson: amount };
        return new DecideReservation({ type: 'RequestSubsidy', ...asked, currency, requestedOn }, metadata);
      }),
    ],
    'subsidies.AwardStands': ({ data: { scheme, award, owed }, effectiveAt: committedOn }) =>
      owed
        ? [
            request('owed', metadata => {
              const household = claimantOf('award', award);
              return new FollowDues({ type: 'CommitReservation', scheme, household, term, committedOn }, metadata);
            }),
          ]
        : [],
  },
};

type OfHousehold = Extract<FundEvent, { data: { standing: unknown } }>;

const note = ({ data, effectiveAt: on }: RecordedEvent<OfHousehold>) => {
  const award = idOfClaimant('award', data.household);
  if (award === undefined) return [];
  const { total: granted, waiting, reason } = data.standing;
  const stands = { scheme: data.scheme, award, granted, waiting: waiting > 0, reason, on };
  return [request('award', metadata => new DecideAward({ type: 'NoteAward', ...stands }, metadata))];
};

/** What the fund answered is noted by the award it is for. */
export const noteAwardPolicy: Policy<FundEvent> = {
  name: 'subsidies.note_award.v1',
  shard: 'subsidies',
  on: {
    'subsidies.SubsidyReserved': note,
    'subsidies.SubsidyKeptWaiting': note,
    'subsidies.SubsidyDeclined': note,
    'subsidies.SubsidyReleased': note,
  },
};
