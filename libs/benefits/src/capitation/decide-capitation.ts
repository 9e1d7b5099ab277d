import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { contractOn, providerFold, providerStream } from '../provider/provider.state.js';
import { capitationDecider, capitationStream, type RecordCapitation } from './capitation.decider.js';

export class DecideCapitation extends Command<Decided> {
  constructor(
    readonly request: Omit<RecordCapitation, 'type' | 'standing'>,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideCapitation)
export class DecideCapitationHandler implements ICommandHandler<DecideCapitation> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ request, metadata }: DecideCapitation): Promise<Decided> {
    const { scheme, provider, month } = request;
    const agreements = await this.decisions.stateOf('benefits', providerStream(provider), providerFold);
    const standing = contractOn(agreements, scheme, `${month}-01`);
    const command: RecordCapitation = { type: 'RecordCapitation', ...request, standing };
    const stream = capitationStream(scheme, provider, month);
    return this.decisions.decide('benefits', stream, capitationDecider, command, metadata, {
      answer: ({ self: { total, persons } }) => ({ body: { provider, month, persons, amount: total } }),
    });
  }
}
