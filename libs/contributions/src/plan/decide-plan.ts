import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { PublishPlan } from './plan.commands.js';
import { planDecider } from './plan.decider.js';
import { planStream } from './plan.state.js';

/** `new DecidePlan({ type: 'PublishPlan', scheme, product, plan }, by)` */
export class DecidePlan extends Command<Decided> {
  constructor(
    readonly command: PublishPlan,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecidePlan)
export class DecidePlanHandler implements ICommandHandler<DecidePlan> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: DecidePlan): Promise<Decided> {
    const { scheme, product, plan } = command;
    return this.decisions.decide('contributions', planStream(scheme, product), planDecider, command, metadata, {
      answer: () => ({ body: { scheme, product, version: plan.version, effectiveFrom: plan.effectiveFrom } }),
    });
  }
}
