import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { registeredScheme } from '../scheme/decide-scheme.js';
import type { GovernanceRequest } from './governance.commands.js';
import { governanceDecider } from './governance.decider.js';

export const governanceStream = (scheme: string): string => `membership.governance-${scheme}`;

/** `new DecideGovernance({ type: 'EndMandate', mandate: 'M1', on }, by)`: of the scheme that `by` names. */
export class DecideGovernance extends Command<Decided> {
  constructor(
    readonly request: GovernanceRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideGovernance)
export class DecideGovernanceHandler implements ICommandHandler<DecideGovernance> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ request, metadata }: DecideGovernance): Promise<Decided> {
    const { scheme, recordedAt } = metadata;
    const { timezone } = await registeredScheme(this.decisions, scheme);
    const command = { ...request, scheme, recordedOn: dayIn(timezone, recordedAt) };
    return this.decisions.decide('membership', governanceStream(scheme), governanceDecider, command, metadata, {
      answer: ({ self }) => ({ body: { scheme, ...self } }),
    });
  }
}
