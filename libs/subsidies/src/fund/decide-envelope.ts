import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata, ReadModels } from '#eventstore';
import { householdFold, householdStream } from '../household/household.state.js';
import type { FundContract } from './fund.events.js';
import { contractOn, fundFold, fundStream, type OpenFund } from './fund.state.js';
import { lookUp } from '../ledger/sorted-map.js';
import type { EnvelopeCommand, GrantEnvelope } from './envelope.commands.js';
import { envelopeDecider } from './envelope.decider.js';
import type { Envelope } from '../envelope/envelope.state.js';
import { householdTable } from '../projections/household.entity.js';
import { isMeant, meansSome } from './target.js';

/** Streams read side by side. */
const sideBySide = 32;

/** `new DecideFundEnvelope({ type: 'CloseEnvelope', fund: 'F-ACTES', scheme: 'A', closedOn }, by)` */
export class DecideFundEnvelope extends Command<Decided> {
  constructor(
    readonly command: EnvelopeCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideFundEnvelope)
export class DecideFundEnvelopeHandler implements ICommandHandler<DecideFundEnvelope> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  async execute({ command: asked, metadata }: DecideFundEnvelope): Promise<Decided> {
    const { fund, scheme } = asked;
    const command = asked.type === 'GrantEnvelope' ? await this.meantBy(asked) : asked;
    return this.decisions.decide('subsidies', fundStream(fund), envelopeDecider, command, metadata, {
      answer: ({ self }) => {
        const envelope = self.status === 'open' ? lookUp(self.envelopes?.byScheme ?? null, scheme) : undefined;
        return { body: envelope ? viewOf(fund, scheme, envelope) : null };
      },
    });
  }

  /** Whom the contract is for, the envelope is for: households as they are known now, until it is topped up. */
  private async meantBy(asked: GrantEnvelope): Promise<GrantEnvelope> {
    const fund = await this.decisions.latestStateOf('subsidies', fundStream(asked.fund), fundFold);
    const contract = fund.status === 'open' ? contractOn(fund, asked.grantedOn) : undefined;
    if (fund.status === 'none' || !contract) return asked;
    const { persons, providers } = contract;
    const meant = { ...(persons && { persons }), ...(providers && { providers }) };
    const terms = { ...asked.terms, ...meant };
    if (!meansSome(contract)) return { ...asked, terms };
    const households = await this.householdsMeant(fund, contract, asked);
    return { ...asked, terms: { ...terms, households } };
  }

  private async householdsMeant(
    { listed }: OpenFund,
    contract: FundContract,
    { scheme, grantedOn: on, terms }: GrantEnvelope,
  ): Promise<readonly string[]> {
    const known = await this.models.find({ schemes: [scheme] }, householdTable, { where: { scheme } });
    const places = known.map(({ household }) => household).filter(each => terms.households?.includes(each) ?? true);
    const meant: string[] = [];
    for (let from = 0; from < places.length; from += sideBySide) {
      const some = places.slice(from, from + sideBySide).map(async household => {
        const who = await this.decisions.stateOf('subsidies', householdStream(household), householdFold);
        if (isMeant(contract, listed, who, { scheme, household, on })) meant.push(household);
      });
      await Promise.all(some);
    }
    return meant.sort();
  }
}

/** Sums and standing; what it pays is in its terms. */
export const viewOf = (fund: string, scheme: string, { terms, granted, spent, settled, status }: Envelope) => ({
  fund,
  scheme,
  status,
  granted,
  spent,
  settled,
  left: granted - spent,
  ...terms,
});
