import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { refuse } from '#kernel';
import { governanceStream } from '../governance/decide-governance.js';
import { GovernanceReason } from '../governance/governance.reasons.js';
import { decisionOn, governanceFold } from '../governance/governance.state.js';
import { registeredScheme } from '../scheme/decide-scheme.js';
import { standingFirst } from '../scheme/standing.js';
import { productDecider, type PublishCoverRules } from './product.decider.js';

export const productStream = (scheme: string, product: string): string => `membership.product-${scheme}.${product}`;

/** `new DecideProduct({ type: 'PublishCoverRules', scheme: 'A', product: 'P1', rules }, by)` */
export class DecideProduct extends Command<Decided> {
  constructor(
    readonly command: PublishCoverRules,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideProduct)
export class DecideProductHandler implements ICommandHandler<DecideProduct> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ command, metadata }: DecideProduct): Promise<Decided> {
    const { scheme, product, decision } = command;
    const { status } = await registeredScheme(this.decisions, scheme);
    if (decision !== undefined) await this.mustBeDecided(scheme, decision);
    const decider = standingFirst(productDecider, status);
    return this.decisions.decide('membership', productStream(scheme, product), decider, command, metadata, {
      answer: ({ self: { versions } }) => ({
        body: { scheme, product, versions: versions.map(({ version }) => version) },
      }),
    });
  }

  /** @throws CommandRefused when no meeting adopted a decision of that number about cover rules. */
  private async mustBeDecided(scheme: string, decision: string): Promise<void> {
    const governance = await this.decisions.stateOf('membership', governanceStream(scheme), governanceFold);
    if (!decisionOn(governance, decision, 'coverRules'))
      throw new CommandRefused(refuse(GovernanceReason.notDecided, { decision }, 'unprocessable'));
  }
}
