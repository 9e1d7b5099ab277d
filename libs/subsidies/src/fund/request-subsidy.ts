import { acceptIn, type Minor, refuse, within } from '#kernel';
import type { HouseholdEvent } from '../household/household.events.js';
import type { AskedTerm } from '../household/household.state.js';
import type { FundContract, Standing, SubsidyCode } from './fund.events.js';
import { contractOn, type FundState, type OpenFund, openTermOf } from './fund.state.js';
import type { ReservationCommand } from './reservation.commands.js';
import type { ReservationOutcome } from './reservation.streams.js';
import { ReservationReason } from './reservation.reasons.js';
import { Draft, nothingYet, personsFor, reasonOf, serveWaiting } from './waiting-list.js';

type Request = Extract<ReservationCommand, { type: 'RequestSubsidy' }>;

/** What the contract lets a request have. */
interface Entitled {
  readonly persons: number;
  readonly perPerson: Minor;
  readonly amount: Minor;
  readonly cut: SubsidyCode | null;
}

/**
 * Gives a request its place in the queue and serves what the fund can. A fund that is not for it says so by an event.
 *
 * @unit    `perPerson`: minor units; the contract's amount is the most that is heard.
 * @refuses subsidies.request.nothing_asked  nobody, or nothing per person
 * @refuses subsidies.request.other_fund     another fund carries the term
 */
export const requestSubsidy = (request: Request, fund: FundState, asked: AskedTerm | undefined): ReservationOutcome => {
  const { household, term, persons, perPerson } = request;
  if (persons <= 0 || perPerson <= 0) return refuse(ReservationReason.nothingAsked, { persons, perPerson }, 'invalid');
  if (asked && asked.scheme !== request.scheme)
    return refuse(ReservationReason.unknown, { household, term }, 'notFound');
  if (asked?.fund && asked.fund !== request.fund) return refuse(ReservationReason.otherFund, { household, term });
  const contract = fund.status === 'open' ? contractOn(fund, request.requestedOn) : undefined;
  if (fund.status === 'none' || !contract || request.currency !== fund.currency)
    return decline(request, fund, asked, contract, 'SUB-002');
  if (!within(contract.window, request.requestedOn)) return decline(request, fund, asked, contract, 'SUB-003');
  const entitled = entitledTo(request, contract, asked?.amount ?? 0);
  if (entitled.persons === 0) return decline(request, fund, asked, contract, 'SUB-004');
  return queue(request, fund, asked, contract, entitled);
};

/** Cuts a request to the contract: its amount per person, then what the household's cap leaves for the term. */
const entitledTo = (
  request: Request,
  { perPerson: most, wholePersons, capPerHousehold }: FundContract,
  taken: Minor,
): Entitled => {
  const perPerson = Math.min(request.perPerson, most);
  const wanted = request.persons * perPerson;
  const capLeft = capPerHousehold === null ? wanted : Math.max(0, capPerHousehold - taken);
  const heard = Math.min(wanted, capLeft);
  const amount = wholePersons ? heard - (heard % perPerson) : heard;
  const cut = amount < request.persons * request.perPerson ? 'SUB-004' : null;
  return { persons: personsFor(amount, perPerson), perPerson, amount, cut };
};

const queue = (
  request: Request,
  fund: OpenFund,
  asked: AskedTerm | undefined,
  contract: FundContract,
  entitled: Entitled,
): ReservationOutcome => {
  const { requestedOn } = request;
  const place = `${requestedOn}/${String(fund.arrivals + 1).padStart(9, '0')}`;
  const before = standingBefore(fund, request, asked);
  const waiting = before.waiting + entitled.persons;
  const standing: Standing = { ...before, waiting, reason: 'SUB-001' };
  const draft = new Draft(fund);
  draft.add({
    type: 'subsidies.SubsidyRequested',
    version: 1,
    effectiveAt: requestedOn,
    data: {
      ...ofHousehold(request, fund, standing),
      place,
      persons: entitled.persons,
      perPerson: entitled.perPerson,
      amount: entitled.amount,
      wholePersons: contract.wholePersons,
      asked: { persons: request.persons, perPerson: request.perPerson },
      contract: contract.version,
      requestedOn,
      cut: entitled.cut,
    },
  });
  serveWaiting(draft, requestedOn);
  const after = openTermOf(draft.fund, request)?.standing ?? standing;
  if (!draft.events.some(event => event.type === 'subsidies.SubsidyReserved' && event.data.place === place))
    draft.add({
      type: 'subsidies.SubsidyKeptWaiting',
      version: 1,
      effectiveAt: requestedOn,
      data: { ...ofHousehold(request, fund, after), place },
    });
  const reason = reasonOf(after.waiting, entitled.cut);
  return acceptIn({ fund: draft.events, household: [fundAsked(request, entitled, reason)] });
};

const decline = (
  request: Request,
  fund: FundState,
  asked: AskedTerm | undefined,
  contract: FundContract | undefined,
  reason: SubsidyCode,
): ReservationOutcome => {
  const { persons, perPerson, requestedOn } = request;
  const before = fund.status === 'open' ? standingBefore(fund, request, asked) : nothingYet;
  const named = fund.status === 'open' ? fund : request;
  return acceptIn({
    fund: [
      {
        type: 'subsidies.SubsidyDeclined',
        version: 1,
        effectiveAt: requestedOn,
        data: {
          ...ofHousehold(request, named, { ...before, reason }),
          reason,
          asked: { persons, perPerson },
          contract: contract?.version ?? null,
          requestedOn,
        },
      },
    ],
    household: [fundAsked(request, { persons: 0, perPerson: 0, amount: 0, cut: reason }, reason)],
  });
};

/** A term that has nothing open but was asked for before was served whole, and settled. */
const standingBefore = (fund: OpenFund, request: Request, asked: AskedTerm | undefined): Standing =>
  openTermOf(fund, request)?.standing ?? { ...nothingYet, total: asked?.amount ?? 0, served: asked?.persons ?? 0 };

const ofHousehold = (request: Request, { fund, currency }: Pick<OpenFund, 'fund' | 'currency'>, standing: Standing) => {
  const { scheme, household, term } = request;
  return { fund, currency, scheme, household, term, standing };
};

const fundAsked = (request: Request, { persons, amount }: Entitled, reason: string | null): HouseholdEvent => {
  const { scheme, household, term, fund, requestedOn } = request;
  return {
    type: 'subsidies.FundAsked',
    version: 1,
    effectiveAt: requestedOn,
    data: { household, scheme, term, fund, persons, amount, reason, requestedOn },
  };
};
