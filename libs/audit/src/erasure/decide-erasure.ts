import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions, EventLog, type Metadata } from '#eventstore';
import { Clock, type Day, type Instant } from '#kernel';
import { Configuration, PersonalKeys } from '#platform';
import { erasureDecider, erasureStream } from './erasure.decider.js';
import type { ErasureGround } from './erasure.events.js';
import { decideErasure } from './forget-person.js';
import { type Erasure, everyStanding, standingOf } from './standing.js';

/** How long the answer waits for contexts that are up to do their part. @unit milliseconds */
const patience_ms = 5_000;
const look_ms = 20;

export class Forget extends Command<Erasure> {
  constructor(
    readonly person: string,
    readonly ground: ErasureGround,
    readonly by: { readonly decidedBy: string; readonly approvedBy: string },
    readonly now: Instant,
  ) {
    super();
  }
}

/**
 * Once it is decided and recorded it goes on by itself. The answer waits a moment, as where every context is up it is
 * done at once; otherwise it says who is left.
 */
@CommandHandler(Forget)
export class ForgetHandler implements ICommandHandler<Forget> {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: PersonalKeys,
    private readonly configuration: Configuration,
  ) {}

  async execute({ person, ground, by, now }: Forget): Promise<Erasure> {
    const { decisions, keys } = this;
    const register = join(this.configuration.dataDir, 'erasures.jsonl');
    await decideErasure({ person, ground, ...by }, { decisions, register, now });
    await keys.destroy(person);
    const deadline = performance.now() + patience_ms;
    while ((await this.status(person)) !== 'forgotten' && performance.now() < deadline) await pause(look_ms);
    return (await standingOf(decisions, person, now.slice(0, 10)))!;
  }

  private async status(person: string): Promise<string> {
    return (await this.decisions.latestStateOf('audit', erasureStream(person), erasureDecider)).status;
  }
}

/** The keys that audit itself holds are to be gone. */
export class ForgetInAudit extends Command<void> {
  constructor(
    readonly person: string,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(ForgetInAudit)
export class ForgetInAuditHandler implements ICommandHandler<ForgetInAudit> {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: PersonalKeys,
  ) {}

  async execute({ person, metadata }: ForgetInAudit): Promise<void> {
    await this.keys.destroyIn('audit', person);
    const command = { person, contexts: ['audit'], on: metadata.recordedAt.slice(0, 10) };
    await record(this.decisions, command, metadata);
  }
}

/** Contexts say that the keys are gone there. */
export class RecordDestroyed extends Command<void> {
  constructor(
    readonly person: string,
    readonly contexts: readonly string[],
    readonly on: Day,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(RecordDestroyed)
export class RecordDestroyedHandler implements ICommandHandler<RecordDestroyed> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ person, contexts, on, metadata }: RecordDestroyed): Promise<void> {
    await record(this.decisions, { person, contexts, on }, metadata);
  }
}

const record = async (
  decisions: Decisions,
  destroyed: Pick<RecordDestroyed, 'person' | 'contexts' | 'on'>,
  metadata: Metadata,
): Promise<void> => {
  const command = { type: 'RecordDestruction' as const, ...destroyed };
  await decisions.decide('audit', erasureStream(destroyed.person), erasureDecider, command, metadata);
};

/** Everybody who was, or is to be, forgotten; the first decided first. */
export class Erasures extends Query<readonly Erasure[]> {}

@QueryHandler(Erasures)
export class ErasuresHandler implements IQueryHandler<Erasures> {
  constructor(
    private readonly log: EventLog,
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  execute(): Promise<readonly Erasure[]> {
    return everyStanding(this.log, this.decisions, this.clock.now().slice(0, 10));
  }
}
