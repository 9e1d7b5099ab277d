import type { Cofunded, HouseholdEvent } from '../household/household.events.js';
import type { EnvelopeCommand } from './envelope.commands.js';
import type { FundCommand } from './fund.commands.js';
import type { FundEvent, HouseholdTerm } from './fund.events.js';
import type { ReservationCommand } from './reservation.commands.js';

type Again = FundCommand | ReservationCommand | EnvelopeCommand;

/** What an event was asked with; null for what followed from another command. `next`: the event after it. */
export const askedAgain = (event: FundEvent, next: FundEvent | undefined, cofunded?: Cofunded): Again | null => {
  switch (event.type) {
    case 'subsidies.FundOpened': {
      const { fund, funder, currency, contract } = event.data;
      return { type: 'OpenFund', fund, funder, currency, contract, funderRegistered: true };
    }
    case 'subsidies.FundAmended': {
      const { fund, contract } = event.data;
      return { type: 'AmendFund', fund, contract, effectiveFrom: contract.effectiveFrom };
    }
    case 'subsidies.FundingReceived': {
      const { fund, reference, amount, receivedOn } = event.data;
      return { type: 'RecordFunding', fund, reference, amount, receivedOn };
    }
    case 'subsidies.FundingPledged': {
      const { fund, reference, amount, pledgedOn } = event.data;
      return { type: 'RecordPledge', fund, reference, amount, pledgedOn };
    }
    case 'subsidies.BeneficiariesListed': {
      const { fund, decision, households, decidedOn } = event.data;
      return { type: 'ListBeneficiaries', fund, decision, households, decidedOn };
    }
    case 'subsidies.EnvelopeGranted': {
      const { fund, scheme, reference, amount, terms, grantedOn } = event.data;
      return { type: 'GrantEnvelope', fund, scheme, reference, amount, terms, grantedOn };
    }
    case 'subsidies.EnvelopeClosing': {
      const { fund, scheme, closedOn } = event.data;
      return { type: 'CloseEnvelope', fund, scheme, closedOn };
    }
    case 'subsidies.EnvelopeUsed': {
      const { fund, scheme, currency, spent, revision, usedOn, draw } = event.data;
      const closed = next?.type === 'subsidies.EnvelopeReleased';
      const use = { fund, scheme, currency, spent, revision, usedOn, closed, ...(draw && { draw }) };
      return { type: 'NoteEnvelopeUse', ...use };
    }
    case 'subsidies.EnvelopeSettled':
    case 'subsidies.SubsidySettled': {
      const { fund, reference, settledOn } = event.data;
      return { type: 'SettleFund', fund, reference, settledOn };
    }
    case 'subsidies.SubsidyRequested':
    case 'subsidies.SubsidyDeclined':
      return requested(event.data, cofunded);
    case 'subsidies.SubsidyCommitted':
      return { type: 'CommitReservation', ...termOf(event.data), committedOn: event.effectiveAt };
    case 'subsidies.CommitmentUndone':
      return { type: 'UndoCommitment', ...termOf(event.data), undoneOn: event.effectiveAt };
    case 'subsidies.SubsidyReleased':
      return { type: 'ReleaseReservation', ...termOf(event.data), releasedOn: event.data.releasedOn };
    case 'subsidies.SubsidyClawedBack': {
      const { person, cause, unearnedMonths, months, clawedBackOn } = event.data;
      return { type: 'ClawBack', ...termOf(event.data), person, cause, unearnedMonths, months, clawedBackOn };
    }
    default:
      return null;
  }
};

type Request = Extract<FundEvent, { type: 'subsidies.SubsidyRequested' | 'subsidies.SubsidyDeclined' }>['data'];

const requested = (data: Request, cofunded: Cofunded | undefined): Again => {
  const { fund, asked, requestedOn } = data;
  const named = { fund, ...termOf(data), ...asked, currency: data.currency, requestedOn };
  return { type: 'RequestSubsidy', ...named, ...(cofunded && { cofunded }) };
};

const termOf = ({ scheme, household, term }: HouseholdTerm): HouseholdTerm => ({ scheme, household, term });

/** What else was known of a household each time it asked this fund: its categories, and what other funds carried. */
export class Beside {
  private readonly left = new Map<string, HouseholdEvent[]>();

  constructor(
    private readonly fund: string,
    households: ReadonlyMap<string, readonly HouseholdEvent[]>,
  ) {
    for (const [household, events] of households) this.left.set(household, [...events]);
  }

  /** What happened until the fund was asked again, and the agreement under which it was. */
  next(household: string): { readonly events: readonly HouseholdEvent[]; readonly cofunded: Cofunded | undefined } {
    const left = this.left.get(household) ?? [];
    const own = left.findIndex(({ type, data }) => type === 'subsidies.FundAsked' && data.fund === this.fund);
    const passed = left.splice(0, own === -1 ? left.length : own + 1);
    const asked = own === -1 ? undefined : passed.pop();
    const cofunded = asked?.type === 'subsidies.FundAsked' ? asked.data.cofunded : undefined;
    return { events: passed.filter(({ data }) => !('fund' in data) || data.fund !== this.fund), cofunded };
  }
}
