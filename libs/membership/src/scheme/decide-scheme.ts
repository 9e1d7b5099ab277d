import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import type { SchemeCommand } from './scheme.commands.js';
import { schemeDecider } from './scheme.decider.js';
import { SchemeReason } from './scheme.reasons.js';
import type { RegisteredScheme, SchemeState } from './scheme.state.js';

export const schemeStream = (scheme: string): string => `membership.scheme-${scheme}`;

type WithoutDay<C> = C extends SchemeCommand ? Omit<C, 'recordedOn'> : never;
export type SchemeRequest = WithoutDay<SchemeCommand>;

/** `new DecideScheme('A', { type: 'OpenSection', section: 'S1', name: 'Garango' }, by)` */
export class DecideScheme extends Command<Decided> {
  constructor(
    readonly scheme: string,
    readonly request: SchemeRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideScheme)
export class DecideSchemeHandler implements ICommandHandler<DecideScheme> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, request, metadata }: DecideScheme): Promise<Decided> {
    const stream = schemeStream(scheme);
    const known = await this.decisions.stateOf('membership', stream, schemeDecider);
    const timezone =
      request.type === 'RegisterScheme' ? request.timezone : known.status === 'registered' ? known.timezone : 'UTC';
    const command: SchemeCommand = { ...request, recordedOn: dayIn(timezone, metadata.recordedAt) };
    return this.decisions.decide('membership', stream, schemeDecider, command, metadata, {
      answer: ({ self }) => ({ body: told(self) }),
    });
  }
}

const told = (scheme: SchemeState): object | null => {
  if (scheme.status === 'none') return null;
  const { status: _, ...particulars } = scheme;
  return particulars;
};

/** @throws CommandRefused 404 for a scheme nobody registered. */
export const registeredScheme = async (decisions: Decisions, scheme: string): Promise<RegisteredScheme> => {
  const state = await decisions.stateOf('membership', schemeStream(scheme), schemeDecider);
  if (state.status === 'none') throw new CommandRefused(refuse(SchemeReason.unknown, undefined, 'notFound'));
  return state;
};
