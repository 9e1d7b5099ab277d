import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import type { SchemeCommand } from './scheme.commands.js';
import { schemeDecider } from './scheme.decider.js';
import { SchemeReason } from './scheme.reasons.js';
import type { RegisteredScheme, SchemeState } from './scheme.state.js';

export const schemeStream = (scheme: string): string => `membership.scheme-${scheme}`;

type WithoutDay<C> = C extends SchemeCommand ? Omit<C, 'recordedOn' | 'successorFit'> : never;
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
    const timezone = known.status !== 'none' ? known.timezone : 'timezone' in request ? request.timezone : 'UTC';
    const recordedOn = dayIn(timezone, metadata.recordedAt);
    const command: SchemeCommand =
      request.type === 'MergeScheme'
        ? { ...request, recordedOn, successorFit: await this.fits(known, request.into) }
        : { ...request, recordedOn };
    return this.decisions.decide('membership', stream, schemeDecider, command, metadata, {
      answer: ({ self }) => ({ body: told(self) }),
    });
  }

  private async fits(scheme: SchemeState, into: string): Promise<boolean> {
    const successor = await this.decisions.stateOf('membership', schemeStream(into), schemeDecider);
    return scheme.status !== 'none' && successor.status === 'registered' && successor.currency === scheme.currency;
  }
}

const told = (scheme: SchemeState): object | null => {
  if (scheme.status === 'none') return null;
  const { status, ...particulars } = scheme;
  return { ...particulars, standing: status };
};

/** @throws CommandRefused 404 for a scheme nobody registered. */
export const registeredScheme = async (decisions: Decisions, scheme: string): Promise<RegisteredScheme> => {
  const state = await decisions.stateOf('membership', schemeStream(scheme), schemeDecider);
  if (state.status === 'none') throw new CommandRefused(refuse(SchemeReason.unknown, undefined, 'notFound'));
  return state;
};
