import { acceptIn, type Minor, refuse, shareOf, within } from '#kernel';
import type { HouseholdEvent } from '../household/household.events.js';
import { type AskedTerm, carriedByOthers, fundsOf, type HouseholdState } from '../household/household.state.js';
import type { FundContract, Standing, SubsidyCode } from './fund.events.js';
import { contractOn, type FundState, type OpenFund, openTermOf } from './fund.state.js';
import type { ReservationCommand } from './reservation.commands.js';
import type { ReservationOutcome } from './reservation.streams.js';
import { ReservationReason } from './reservation.reasons.js';
import { isMeant, personsMeant } from './target.js';
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
 * @refuses subsidies.request.other_fund     another fund carries the term, and nothing says that both do
 */
export const requestSubsidy = (request: Request, fund: FundState, who: HouseholdState): ReservationOutcome => {
  const asked = who.terms[request.term];
  const { household, term, persons, perPerson, cofunded } = request;
  if (persons <= 0 || perPerson <= 0) return refuse(ReservationReason.nothingAsked, { persons, perPerson }, 'invalid');
  if (asked && asked.scheme !== request.scheme)
    return refuse(ReservationReason.unknown, { household, term }, 'notFound');
  const others = fundsOf(asked).filter(name => name !== request.fund);
  if (!cofunded && others.length > 0) return refuse(ReservationReason.otherFund, { household, term });
  const contract = fund.status === 'open' ? contractOn(fund, request.requestedOn) : undefined;
  if (fund.status === 'none' || !contract || request.currency !== fund.currency || !isFor(request, contract, fund, who))
    return decline(request, fund, asked, contract, 'SUB-002');
  if (!within(contract.window, request.requestedOn)) return decline(request, fund, asked, contract, 'SUB-003');
  const own = Math.max(0, persons - (request.elsewhere?.length ?? 0));
  if (own === 0) return decline(request, fund, asked, contract, 'SUB-006');
  const meant = Math.min(own, personsMeant(contract, who, request.scheme) ?? own);
  if (meant === 0) return decline(request, fund, asked, contract, 'SUB-002');
  const gross = meant * perPerson;
  const left = cofunded ? Math.max(0, own * perPerson - carriedByOthers(asked, request.fund)) : gross;
  const residual = Math.min(gross, left);
  if (residual === 0) return decline(request, fund, asked, contract, 'SUB-005');
  const taken = takenOf(asked, request.fund);
  const entitled = entitledTo({ ...request, persons: meant }, contract, fund, { gross, residual, taken });
  if (entitled.persons === 0) return decline(request, fund, asked, contract, 'SUB-004');
  const cut = entitled.cut ?? (own < persons ? 'SUB-006' : meant < persons ? 'SUB-002' : null);
  return queue(request, fund, asked, contract, { ...entitled, cut });
};

/** Whether the contract is for this household's contribution. */
const isFor = (
  { scheme, household, requestedOn: on }: Request,
  contract: FundContract,
  { listed }: OpenFund,
  who: HouseholdState,
): boolean => !contract.forActs && isMeant(contract, listed, who, { scheme, household, on });

/** @unit minor units: the whole to be carried, what funds before this one left, what the term has of this one already */
interface Carried {
  readonly gross: Minor;
  readonly residual: Minor;
  readonly taken: Minor;
}

/** Cuts a request to the contract: its amount or share, what others left, then what is left of its caps. */
const entitledTo = (
  { persons, perPerson: each }: Request,
  { version, perPerson: most, share, wholePersons, capPerHousehold, capInAll }: FundContract,
  fund: OpenFund,
  { gross, residual, taken }: Carried,
): Entitled => {
  const capOfPersons = persons * Math.min(each, most ?? each);
  const granted = share ? shareOf(share.of === 'gross' ? gross : residual, share.rate_bps, 'down') : capOfPersons;
  const wanted = Math.min(granted, capOfPersons, residual);
  const heard = Math.min(
    wanted,
    capPerHousehold === null ? wanted : Math.max(0, capPerHousehold - taken),
    capInAll === undefined ? wanted : Math.max(0, capInAll - (fund.heardInAll[version] ?? 0)),
  );
  const perPerson = Math.max(1, Math.ceil(wanted / persons));
  const amount = wholePersons ? heard - (heard % perPerson) : heard;
  const isCut = amount < (share ? wanted : Math.min(gross, residual));
  return { persons: personsFor(amount, perPerson), perPerson, amount, cut: isCut ? 'SUB-004' : null };
};

const takenOf = (asked: AskedTerm | undefined, fund: string): Minor => asked?.carriers[fund]?.amount ?? 0;

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
      asked: askedOf(request),
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
  const { requestedOn } = request;
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
          asked: askedOf(request),
          contract: contract?.version ?? null,
          requestedOn,
        },
      },
    ],
    household: [fundAsked(request, { persons: 0, perPerson: 0, amount: 0, cut: reason }, reason)],
  });
};

/** A term that has nothing open but was asked for before was served whole, and settled. */
const standingBefore = (fund: OpenFund, request: Request, asked: AskedTerm | undefined): Standing => {
  const { amount = 0, persons = 0 } = asked?.carriers[request.fund] ?? {};
  return openTermOf(fund, request)?.standing ?? { ...nothingYet, total: amount, served: persons };
};

const askedOf = ({ persons, perPerson, elsewhere }: Request) => ({
  ...{ persons, perPerson },
  ...(elsewhere === undefined ? {} : { elsewhere }),
});

const ofHousehold = (request: Request, { fund, currency }: Pick<OpenFund, 'fund' | 'currency'>, standing: Standing) => {
  const { scheme, household, term, cofunded } = request;
  const cofunding = cofunded ? { cofunding: cofunded.cofunding } : {};
  return { fund, currency, scheme, household, term, ...cofunding, standing };
};

const fundAsked = (request: Request, { persons, amount }: Entitled, reason: string | null): HouseholdEvent => {
  const { scheme, household, term, fund, requestedOn, cofunded, elsewhere = [] } = request;
  const named = request.named?.filter(person => !elsewhere.includes(person));
  const more = { ...(named && { named }), ...(cofunded && { cofunded }) };
  return {
    type: 'subsidies.FundAsked',
    version: 1,
    effectiveAt: requestedOn,
    data: { household, scheme, term, fund, persons, amount, reason, requestedOn, ...more },
  };
};
