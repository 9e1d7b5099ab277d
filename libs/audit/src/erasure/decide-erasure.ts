import { join } from 'node:path';
import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions, EventLog, type Shard } from '#eventstore';
import { Clock, type Day, foldAll, type Instant } from '#kernel';
import { Configuration, PersonalKeys } from '#platform';
import { erasureDecider, erasureStream } from './erasure.decider.js';
import type { ErasureEvent, ErasureGround } from './erasure.events.js';
import { forgetPerson } from './forget-person.js';

/** How somebody's being forgotten stands. */
export interface Erasure {
  readonly person: string;
  readonly status: 'decided' | 'forgotten';
  readonly ground: ErasureGround;
  readonly decidedOn: Day;
  /** Last day by which the keys must be gone, those in backups too. */
  readonly dueOn: Day;
  readonly overdue: boolean;
}

export class Forget extends Command<Erasure & { readonly remaining: readonly Shard[] }> {
  constructor(
    readonly person: string,
    readonly ground: ErasureGround,
    readonly by: { readonly decidedBy: string; readonly approvedBy: string },
    readonly now: Instant,
  ) {
    super();
  }
}

@CommandHandler(Forget)
export class ForgetHandler implements ICommandHandler<Forget> {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: PersonalKeys,
    private readonly configuration: Configuration,
  ) {}

  async execute({ person, ground, by, now }: Forget) {
    const { decisions, keys } = this;
    const register = join(this.configuration.dataDir, 'erasures.jsonl');
    const remaining = await forgetPerson({ person, ground, ...by }, { decisions, keys, register, now });
    const history = await decisions.history<ErasureEvent>('audit', erasureStream(person));
    return { ...standing(history, now.slice(0, 10))!, remaining };
  }
}

/** Everybody who was, or is to be, forgotten; the first decided first. */
export class Erasures extends Query<readonly Erasure[]> {}

@QueryHandler(Erasures)
export class ErasuresHandler implements IQueryHandler<Erasures> {
  constructor(
    private readonly log: EventLog,
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<readonly Erasure[]> {
    const streams = new Set<string>();
    for await (const events of this.log.scan('audit', { types: ['audit.ErasureDecided'] }))
      for (const { type, stream } of events) if (type === 'audit.ErasureDecided') streams.add(stream);
    const today = this.clock.now().slice(0, 10);
    const histories = await Promise.all(
      [...streams].map(stream => this.decisions.history<ErasureEvent>('audit', stream)),
    );
    return histories.flatMap(history => standing(history, today) ?? []);
  }
}

const standing = (history: readonly ErasureEvent[], today: Day): Erasure | undefined => {
  const decided = history.find(event => event.type === 'audit.ErasureDecided');
  if (!decided) return undefined;
  const { person, ground, dueOn } = decided.data;
  const status = foldAll(erasureDecider, history).status === 'forgotten' ? 'forgotten' : 'decided';
  const overdue = status === 'decided' && today > dueOn;
  return { person, status, ground, decidedOn: decided.effectiveAt, dueOn, overdue };
};
