import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata, OpaqueKeys } from '#eventstore';
import { lookUp } from '../ledger/sorted-map.js';
import type { PartnerCommand } from './partner.commands.js';
import { partnerDecider } from './partner.decider.js';
import { countsOf, partnerStream, type PartnerState } from './partner.state.js';

type WithoutPseudonym<C> = C extends { type: 'ReferHousehold' } ? Omit<C, 'pseudonym'> : C;
export type PartnerRequest = WithoutPseudonym<PartnerCommand>;

/** `new DecidePartner({ type: 'AcceptReferral', partner: 'APPUI', … }, by)` */
export class DecidePartner extends Command<Decided> {
  constructor(
    readonly command: PartnerRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecidePartner)
export class DecidePartnerHandler implements ICommandHandler<DecidePartner> {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: OpaqueKeys,
  ) {}

  execute({ command: asked, metadata }: DecidePartner): Promise<Decided> {
    const command: PartnerCommand =
      asked.type === 'ReferHousehold' ? { ...asked, pseudonym: this.pseudonymOf(asked) } : asked;
    return this.decisions.decide('subsidies', partnerStream(command.partner), partnerDecider, command, metadata, {
      answer: ({ self }) => ({ body: answerTo(command, self) }),
    });
  }

  /** The same household is somebody else to each partner: two of them cannot put together what they know. */
  private pseudonymOf({ partner, scheme, household }: Extract<PartnerRequest, { type: 'ReferHousehold' }>): string {
    return this.keys.keyOf(`referral:${partner}`, scheme, household);
  }
}

const answerTo = (command: PartnerCommand, partner: PartnerState): unknown => {
  if (partner.status === 'none') return null;
  if (!('referral' in command)) return { partner: partner.partner, ...countsOf(partner) };
  const known = lookUp(partner.referrals, command.referral);
  if (!known) return null;
  const { referral, pseudonym, need, status } = known;
  return { referral, pseudonym, need, status, reason: status === 'waiting' ? 'REF-001' : null };
};
