import { accept, type Decider, type Decision, nothingToDo, refuse, unreachable } from '#kernel';
import { recordDutyMet, remindDuties } from './duties.js';
import type { FundCommand } from './fund.commands.js';
import type { ContractTerms, FundContract, FundEvent } from './fund.events.js';
import { FundReason } from './fund.reasons.js';
import { fundFold, type FundState, listOf, type OpenFund } from './fund.state.js';
import { receive, settle } from '../ledger/postings.js';
import { entriesOf, lookUp } from '../ledger/sorted-map.js';
import { acknowledgeInvoice, drawUpInvoice, recordPledge } from './pledge-and-invoice.js';
import { targetOf } from './target.js';
import { Draft, serveWaiting } from './waiting-list.js';

type Outcome = Decision<FundEvent, FundReason>;
type Of<Type extends FundCommand['type']> = Extract<FundCommand, { type: Type }>;

/** Keeps a funder's money apart and says where each franc of it is. */
export const fundDecider: Decider<FundCommand, FundEvent, FundState, FundReason> = {
  ...fundFold,

  decide(command, fund) {
    if (command.type === 'OpenFund') return open(command, fund);
    if (fund.status === 'none') return refuse(FundReason.unknown, { fund: command.fund }, 'notFound');
    switch (command.type) {
      case 'AmendFund':
        return amend(command, fund);
      case 'RecordFunding':
        return recordFunding(command, fund);
      case 'RecordPledge':
        return recordPledge(command, fund);
      case 'DrawUpInvoice':
        return drawUpInvoice(command, fund);
      case 'AcknowledgeInvoice':
        return acknowledgeInvoice(command, fund);
      case 'ListBeneficiaries':
        return listBeneficiaries(command, fund);
      case 'RecordDutyMet':
        return recordDutyMet(command, fund);
      case 'RemindDuties':
        return remindDuties(command, fund);
      case 'SettleFund':
        return settleFund(command, fund);
      default:
        return unreachable(command);
    }
  },
};

/**
 * Opens a fund on its first contract, in force from the first day of its window.
 *
 * @refuses subsidies.funder.unknown            the funder is not registered
 * @refuses subsidies.fund.already_open         on other terms
 * @refuses subsidies.contract.window_reversed  the window ends before it begins
 * @refuses subsidies.contract.nothing_granted  it says neither an amount per person nor a share
 * @refuses subsidies.contract.ages_reversed    the first age outside is not above the first inside
 */
const open = ({ fund, funder, currency, contract, funderRegistered }: Of<'OpenFund'>, state: FundState): Outcome => {
  if (!funderRegistered) return refuse(FundReason.funderUnknown, { funder }, 'notFound');
  if (state.status === 'open') {
    const [first] = state.contracts;
    const same = state.funder === funder && state.currency === currency && first && sameTerms(first, contract);
    return same ? nothingToDo : refuse(FundReason.alreadyOpen, { fund });
  }
  const refused = refusedTerms(contract, fund);
  if (refused) return refused;
  const inForce = inForceFrom(contract, contract.window.from);
  return accept({
    type: 'subsidies.FundOpened',
    version: 1,
    effectiveAt: inForce.effectiveFrom,
    data: { fund, funder, currency, contract: inForce },
  });
};

/**
 * Adds a version of the contract. What was decided under an earlier one stays, requests that wait included.
 *
 * @refuses subsidies.contract.version_used        by other terms
 * @refuses subsidies.contract.not_after_the_last  a version never begins before the one it follows
 * @refuses subsidies.contract.window_reversed     the window ends before it begins
 * @refuses subsidies.contract.nothing_granted     it says neither an amount per person nor a share
 * @refuses subsidies.contract.ages_reversed       the first age outside is not above the first inside
 */
const amend = ({ contract, effectiveFrom }: Of<'AmendFund'>, fund: OpenFund): Outcome => {
  const known = fund.contracts.find(({ version }) => version === contract.version);
  if (known) {
    const same = known.effectiveFrom === effectiveFrom && sameTerms(known, contract);
    return same ? nothingToDo : refuse(FundReason.versionUsed, { version: contract.version });
  }
  const last = fund.contracts.at(-1)?.effectiveFrom ?? '';
  if (effectiveFrom <= last) return refuse(FundReason.notAfterTheLast, { effectiveFrom, last });
  const refused = refusedTerms(contract, fund.fund);
  if (refused) return refused;
  return accept({
    type: 'subsidies.FundAmended',
    version: 1,
    effectiveAt: effectiveFrom,
    data: { fund: fund.fund, currency: fund.currency, contract: inForceFrom(contract, effectiveFrom) },
  });
};

/**
 * Books the funder's money, and serves with it those who wait, in the order of their requests.
 *
 * @unit    `amount`: minor units of the fund's currency, above zero.
 * @refuses subsidies.funding.reference_used  for another amount or day
 * @refuses subsidies.invoice.unknown         the fund drew up no such invoice
 */
const recordFunding = (command: Of<'RecordFunding'>, fund: OpenFund): Outcome => {
  const { reference, amount, receivedOn, invoice } = command;
  const known = lookUp(fund.fundings, reference);
  if (known) {
    const same = known.amount === amount && known.receivedOn === receivedOn;
    return same ? nothingToDo : refuse(FundReason.fundingReferenceUsed, { reference, ...known });
  }
  if (invoice !== undefined && !lookUp(fund.invoices, invoice))
    return refuse(FundReason.invoiceUnknown, { invoice }, 'notFound');
  const promised = Math.min(amount, fund.balance.pledged ?? 0);
  const draft = new Draft(fund);
  draft.add({
    type: 'subsidies.FundingReceived',
    version: 1,
    effectiveAt: receivedOn,
    data: {
      ...draft.movement(amount, receive(amount, promised)),
      ...{ reference, receivedOn },
      ...(invoice === undefined ? {} : { invoice }),
    },
  });
  serveWaiting(draft, receivedOn);
  return accept<FundEvent>(...draft.events);
};

/**
 * Pays each scheme all that is committed for its households and their acts, under one reference.
 *
 * @refuses subsidies.settlement.reference_used     on another day
 * @refuses subsidies.settlement.nothing_committed  no scheme is owed anything
 */
const settleFund = ({ reference, settledOn }: Of<'SettleFund'>, fund: OpenFund): Outcome => {
  const known = lookUp(fund.settlements, reference);
  if (known)
    return known.settledOn === settledOn
      ? nothingToDo
      : refuse(FundReason.settlementReferenceUsed, { reference, ...known });
  const envelopes = owedForActs(fund);
  if (!fund.committed && envelopes.length === 0) return refuse(FundReason.nothingCommitted, { fund: fund.fund });
  const draft = new Draft(fund);
  for (const { key: scheme, value } of entriesOf(fund.committed))
    draft.add({
      type: 'subsidies.SubsidySettled',
      version: 1,
      effectiveAt: settledOn,
      data: { ...draft.movement(value.amount, settle(scheme, value.amount)), scheme, reference, settledOn },
    });
  for (const { scheme, spent, owed } of envelopes)
    draft.add({
      type: 'subsidies.EnvelopeSettled',
      version: 1,
      effectiveAt: settledOn,
      data: { ...draft.movement(owed, settle(scheme, owed)), scheme, settled: spent, reference, settledOn },
    });
  return accept<FundEvent>(...draft.events);
};

/** What claims drew on envelopes and schemes were not paid yet. */
const owedForActs = ({ envelopes }: OpenFund) =>
  [...entriesOf(envelopes?.byScheme ?? null)]
    .map(({ key: scheme, value: { spent, settled } }) => ({ scheme, spent, owed: spent - settled }))
    .filter(({ owed }) => owed > 0);

/** @refuses subsidies.beneficiaries.decision_used  the decision was recorded with another list */
const listBeneficiaries = (
  { decision, households, decidedOn }: Of<'ListBeneficiaries'>,
  { fund, currency, decisions }: OpenFund,
): Outcome => {
  const known = lookUp(decisions, decision);
  if (known !== undefined)
    return known === listOf(households) ? nothingToDo : refuse(FundReason.decisionUsed, { decision });
  return accept({
    type: 'subsidies.BeneficiariesListed',
    version: 1,
    effectiveAt: decidedOn,
    data: { fund, currency, decision, households, decidedOn },
  });
};

/** In a fixed order, without what the contract does not say. */
const inForceFrom = (terms: ContractTerms, effectiveFrom: string): FundContract => {
  const { version, perPerson, share, wholePersons, window, capPerHousehold } = terms;
  const { capInAll, clawback, duties, forActs } = terms;
  return {
    version,
    effectiveFrom,
    perPerson,
    ...(share && { share: { of: share.of, rate_bps: share.rate_bps } }),
    wholePersons,
    window: { from: window.from, to: window.to },
    capPerHousehold,
    ...(capInAll !== undefined && { capInAll }),
    ...targetOf(terms),
    ...(clawback && { clawback }),
    ...(forActs && { forActs }),
    ...(duties && { duties: duties.map(({ duty, party, dueOn }) => ({ duty, party, dueOn })) }),
  };
};

/** What a contract can't say; undefined when it can be agreed on. */
export const refusedTerms = ({ window, perPerson, share, forActs, persons }: ContractTerms, fund: string) => {
  const { fromAge = 0, belowAge } = persons ?? {};
  if (window.to < window.from) return refuse(FundReason.windowReversed, { ...window }, 'unprocessable');
  if (belowAge !== undefined && belowAge <= fromAge)
    return refuse(FundReason.agesReversed, { fromAge, belowAge }, 'unprocessable');
  if (perPerson === null && !share && !forActs) return refuse(FundReason.nothingGranted, { fund }, 'unprocessable');
  return undefined;
};

const sameTerms = (left: ContractTerms, right: ContractTerms): boolean =>
  JSON.stringify(inForceFrom(left, '')) === JSON.stringify(inForceFrom(right, ''));
