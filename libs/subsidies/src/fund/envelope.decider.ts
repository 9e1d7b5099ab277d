import { accept, type Decider, type Decision, nothingToDo, refuse, unreachable } from '#kernel';
import type { FundEvent } from './fund.events.js';
import { FundReason } from './fund.reasons.js';
import { contractOn, fundFold, type FundState, type OpenFund } from './fund.state.js';
import { Draft, serveWaiting } from './waiting-list.js';
import { release, reserve, use } from '../ledger/postings.js';
import { lookUp } from '../ledger/sorted-map.js';
import type { CloseEnvelope, EnvelopeCommand, GrantEnvelope, NoteEnvelopeUse } from './envelope.commands.js';
import { EnvelopeReason } from './envelope.reasons.js';
import type { Envelope } from '../envelope/envelope.state.js';

type Outcome = Decision<FundEvent, EnvelopeReason | FundReason>;

/** Money of a fund for acts, scheme by scheme: set aside here, spent where claims are decided, told back from there. */
export const envelopeDecider: Decider<EnvelopeCommand, FundEvent, FundState, EnvelopeReason | FundReason> = {
  ...fundFold,

  decide(command, fund) {
    if (fund.status === 'none') return refuse(FundReason.unknown, { fund: command.fund }, 'notFound');
    switch (command.type) {
      case 'GrantEnvelope':
        return grant(command, fund);
      case 'CloseEnvelope':
        return close(command, fund);
      case 'NoteEnvelopeUse':
        return noteUse(command, fund);
      default:
        return unreachable(command);
    }
  },
};

/**
 * @unit    `amount`: minor units of the fund's currency, above zero
 * @refuses subsidies.envelope.reference_used  for another scheme, amount or day
 * @refuses subsidies.envelope.scheme_excluded the contract in force that day names other schemes
 * @refuses subsidies.envelope.window_reversed it ends before it begins
 * @refuses subsidies.envelope.list_names_acts households are listed only where the parts name no act
 * @refuses subsidies.envelope.above_available more than the fund has free that moment
 */
const grant = (command: GrantEnvelope, fund: OpenFund): Outcome => {
  const { scheme, reference, amount, terms, grantedOn } = command;
  const known = lookUp(fund.envelopes?.references ?? null, reference);
  if (known) {
    const same = known.scheme === scheme && known.amount === amount && known.grantedOn === grantedOn;
    return same ? nothingToDo : refuse(EnvelopeReason.referenceUsed, { reference });
  }
  const schemes = contractOn(fund, grantedOn)?.schemes;
  if (schemes && !schemes.includes(scheme)) return refuse(EnvelopeReason.schemeExcluded, { scheme }, 'unprocessable');
  if (terms.window.to < terms.window.from)
    return refuse(EnvelopeReason.windowReversed, { ...terms.window }, 'unprocessable');
  if (terms.households && terms.parts.some(({ acts }) => acts !== null))
    return refuse(EnvelopeReason.listNamesActs, undefined, 'unprocessable');
  const { available } = fund.balance;
  if (amount > available) return refuse(EnvelopeReason.aboveAvailable, { amount, available });
  const before = envelopeOf(fund, scheme);
  const draft = new Draft(fund);
  draft.add({
    type: 'subsidies.EnvelopeGranted',
    version: 1,
    effectiveAt: grantedOn,
    data: {
      ...draft.movement(amount, reserve(scheme, amount)),
      ...{ scheme, reference, terms, granted: (before?.granted ?? 0) + amount, grantedOn },
    },
  });
  return accept<FundEvent>(...draft.events);
};

/** @refuses subsidies.envelope.unknown there is none for this scheme */
const close = ({ scheme, closedOn }: CloseEnvelope, fund: OpenFund): Outcome => {
  const envelope = envelopeOf(fund, scheme);
  if (!envelope) return refuse(EnvelopeReason.unknown, { scheme }, 'notFound');
  if (envelope.status !== 'open') return nothingToDo;
  const { terms, granted } = envelope;
  const data = { fund: fund.fund, currency: fund.currency, scheme, terms, granted, closedOn };
  return accept({ type: 'subsidies.EnvelopeClosing', version: 1, effectiveAt: closedOn, data });
};

/**
 * Books what claims drew since they told last: from what is set aside, and back to it. What a claim gives back after
 * the envelope was closed is free in the fund. Once they are done with it, the rest serves those who wait.
 */
const noteUse = (command: NoteEnvelopeUse, fund: OpenFund): Outcome => {
  const { scheme, spent, closed, revision, usedOn, currency, draw } = command;
  const envelope = envelopeOf(fund, scheme);
  if (!envelope || currency !== fund.currency || revision <= envelope.revision) return nothingToDo;
  const draft = new Draft(fund);
  const amount = spent - envelope.spent;
  const given = Math.max(0, -amount);
  const fromCommitted = Math.min(given, envelope.spent - envelope.settled);
  const fromSettled = given - fromCommitted;
  draft.add({
    type: 'subsidies.EnvelopeUsed',
    version: 1,
    effectiveAt: usedOn,
    data: {
      ...draft.movement(amount, use(scheme, { taken: Math.max(0, amount), fromCommitted, fromSettled })),
      ...{ scheme, spent, settled: envelope.settled - fromSettled, revision, usedOn },
      ...(draw && { draw: { household: draw.household, claim: draw.claim, amount: draw.amount } }),
    },
  });
  const rest = envelope.granted - spent;
  const isLast = closed && (rest > 0 || envelope.status === 'closing');
  if (isLast && envelope.status !== 'open') {
    draft.add({
      type: 'subsidies.EnvelopeReleased',
      version: 1,
      effectiveAt: usedOn,
      data: { ...draft.movement(rest, release(scheme, rest, 0)), scheme, granted: spent, releasedOn: usedOn },
    });
    serveWaiting(draft, usedOn);
  }
  return accept<FundEvent>(...draft.events);
};

const envelopeOf = ({ envelopes }: OpenFund, scheme: string): Envelope | undefined =>
  lookUp(envelopes?.byScheme ?? null, scheme);
