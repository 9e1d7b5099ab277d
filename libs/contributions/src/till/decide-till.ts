import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import type { TillRequest } from './till.commands.js';
import { tillDecider } from './till.decider.js';
import { tillFold, type TillState, tillStream } from './till.state.js';

/** `new DecideTill('CAISSE-1', { type: 'OpenTill', … }, by)`: a till of the scheme that `by` names. */
export class DecideTill extends Command<Decided> {
  constructor(
    readonly till: string,
    readonly request: TillRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideTill)
export class DecideTillHandler implements ICommandHandler<DecideTill> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ till, request, metadata }: DecideTill): Promise<Decided> {
    const { scheme, actor, recordedAt } = metadata;
    const stream = tillStream(scheme, till);
    const zone = request.type === 'OpenTill' ? request.timezone : await this.zoneOf(stream);
    const command = { ...request, scheme, till, actor: actor.id, recordedOn: dayIn(zone, recordedAt) };
    return this.decisions.decide('contributions', stream, tillDecider, command, metadata, {
      answer: ({ self }) => ({ body: tillView(self) }),
    });
  }

  private async zoneOf(stream: string): Promise<string> {
    const till = await this.decisions.stateOf('contributions', stream, tillFold);
    return till.status === 'none' ? 'UTC' : till.timezone;
  }
}

/** What the counter is told of its till. */
export const tillView = (till: TillState): object => {
  if (till.status === 'none') return { status: 'none' };
  const { till: id, session, currency, lastOn } = till;
  if (till.status === 'closed') return { till: id, session, currency, lastOn, status: 'closed', left: till.left };
  const { holder, maximum, expected, counted } = till;
  const difference = counted === null ? null : counted - expected;
  return { till: id, session, currency, lastOn, status: 'open', holder, maximum, expected, counted, difference };
};
