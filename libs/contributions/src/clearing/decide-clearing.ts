import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { type Currency, dayIn, refuse } from '#kernel';
import { betweenFold, betweenStream, pairOf, statusOf } from './between.state.js';
import { ClearingReason } from './clearing.reasons.js';
import { clearingFold, clearingStream } from './clearing.state.js';
import { type ClearingView, viewOfClearing } from './clearing.views.js';
import { keyOfPair, nettingOf } from './net-clearing.decider.js';

type Pair = readonly [string, string];

/** `new NetSchemes('2025-07', { month: '2025-07', currency: 'XOF', schemes: ['A', 'B', 'C'] }, by)` */
export class NetSchemes extends Command<Decided> {
  constructor(
    readonly clearing: string,
    readonly request: { readonly month: string; readonly currency: Currency; readonly schemes: readonly string[] },
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(NetSchemes)
export class NetSchemesHandler implements ICommandHandler<NetSchemes> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ clearing, request, metadata }: NetSchemes): Promise<Decided> {
    const pairs = await this.agreed(request);
    const streams = {
      clearing: clearingStream(clearing),
      ...Object.fromEntries(pairs.map(pair => [keyOfPair(pair), betweenStream(pair)])),
    };
    const { month, currency } = request;
    const command = { clearing, month, currency, recordedOn: dayIn('UTC', metadata.recordedAt) };
    return this.decisions.decideJointly('contributions', streams, nettingOf(pairs), command, metadata, {
      answer: ({ clearing: state }) => ({ body: viewOfClearing(state) }),
    });
  }

  /** Pairs that have a statement of the month to net; whether both agreed is decided with it. */
  private async agreed({ schemes, month, currency }: NetSchemes['request']): Promise<readonly Pair[]> {
    const names = [...new Set(schemes)].sort();
    const pairs = names.flatMap((one, index) => names.slice(index + 1).map(other => pairOf(one, other)));
    const states = await Promise.all(
      pairs.map(pair => this.decisions.latestStateOf('contributions', betweenStream(pair), betweenFold)),
    );
    return pairs.filter((_, index) =>
      states[index]?.statements.some(
        one => one.month === month && one.currency === currency && statusOf(one) === 'agreed',
      ),
    );
  }
}

export class Clearing extends Query<ClearingView> {
  constructor(readonly clearing: string) {
    super();
  }
}

@QueryHandler(Clearing)
export class ClearingHandler implements IQueryHandler<Clearing> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ clearing }: Clearing): Promise<ClearingView> {
    const state = await this.decisions.latestStateOf('contributions', clearingStream(clearing), clearingFold);
    const view = viewOfClearing(state);
    if (!view) throw new CommandRefused(refuse(ClearingReason.unknown, { clearing }, 'notFound'));
    return view;
  }
}
