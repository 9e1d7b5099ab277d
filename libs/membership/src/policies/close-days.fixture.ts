import { LogUnavailable, type Metadata, type Position, type Shard } from '#eventstore';
import { type Day, type Instant, VirtualClock } from '#kernel';
import { Calendar, type CalendarOptions, InProcessTransport, Runners } from '#messaging';
import { ReadYourWrites, type Stores } from '#platform';
import { randomUUID } from 'node:crypto';
import { DecideHousehold, DecideHouseholdHandler } from '../household/decide-household.js';
import { membershipContext } from '../membership.module.js';
import { DecideProduct, DecideProductHandler } from '../product/decide-product.js';
import { CloseDay, CloseDayHandler } from '../scheme/decide-close-day.js';
import { DecideScheme, DecideSchemeHandler } from '../scheme/decide-scheme.js';
import { closeDays } from './close-days.js';

/** Reads wait for whoever writes the rows. */
class Reached extends ReadYourWrites {
  constructor(private readonly runners: Runners) {
    super();
  }
  async waitFor(shard: Shard, position: Position): Promise<void> {
    if (!(await this.runners.waitFor(shard, position, undefined, this.patience_ms))) throw new LogUnavailable('late');
  }
}

/** A process that serves membership: its handlers, its own connections, its own caches. */
export class Office {
  readonly clock = new VirtualClock();
  readonly calendar: Calendar;
  private readonly runners: Runners;
  private readonly reached: ReadYourWrites;

  constructor(
    readonly stores: Stores,
    options: CalendarOptions = {},
    projecting?: Office,
  ) {
    const { models, decisions, log, codec } = stores;
    const ports = { models, clock: this.clock, execute: (command: object) => this.execute(command) };
    this.calendar = new Calendar({ ...ports, decisions }, [closeDays], options);
    this.runners = new Runners(
      { ...ports, log, open: codec.clearly, transport: new InProcessTransport() },
      { projections: membershipContext.projections },
    );
    this.reached = new Reached(projecting?.runners ?? this.runners);
  }

  /** Writes the rows, as one of the processes does. */
  project(): Promise<void> {
    return this.runners.start();
  }

  async stop(): Promise<void> {
    await this.calendar.stop();
    await this.runners.stop();
  }

  /** By hand: a command of its own. */
  close(scheme: string, day: Day): Promise<unknown> {
    return this.execute(new CloseDay(scheme, day, this.by(scheme)));
  }

  execute(command: object): Promise<unknown> {
    const { decisions, models, log } = this.stores;
    const households = new DecideHouseholdHandler(decisions);
    if (command instanceof CloseDay)
      return new CloseDayHandler(decisions, models, log, this.reached, households).execute(command);
    if (command instanceof DecideHousehold) return households.execute(command);
    if (command instanceof DecideScheme) return new DecideSchemeHandler(decisions).execute(command);
    if (command instanceof DecideProduct) return new DecideProductHandler(decisions).execute(command);
    throw new Error('nobody handles that here');
  }

  /** On 10 December a scheme registers, with households whose covers of last year end one after the other. */
  async found(scheme: string, timezone = 'UTC', households = 3): Promise<void> {
    const on = '2025-12-10';
    this.clock.moveTo(`${on}T09:00:00.000Z`);
    const by = () => this.by(scheme);
    const particulars = { scheme, name: scheme, federation: 'F', currency: 'XOF', timezone } as const;
    await this.execute(new DecideScheme(scheme, { type: 'RegisterScheme', ...particulars }, by()));
    await this.execute(new DecideScheme(scheme, { type: 'OpenSection', section: 'S1', name: 'Garango' }, by()));
    const rules = {
      ...{ version: '1', effectiveFrom: '2024-01-01', coverMonths: 12, graceDays: 5, newbornDeclarationDays: 30 },
      ...{ backdatingDays: 30, renewalOpensDaysBefore: 10 },
    };
    await this.execute(new DecideProduct({ type: 'PublishCoverRules', scheme, product: 'P1', rules } as never, by()));
    for (let number = 1; number <= households; number += 1) {
      const [household, person] = [`${scheme}-${number}`, `${scheme}-${number}-1`];
      const identity = { name: 'Awa', sex: 'F', birthDate: '1990-04-02' } as const;
      await this.execute(
        new DecideHousehold(
          household,
          {
            ...{
              type: 'EnrolHousehold',
              household,
              product: 'P1',
              section: 'S1',
              policyholder: person,
              enrolledOn: on,
            },
            persons: [{ person, relation: 'policyholder', ...identity }],
          },
          by(),
        ),
      );
      const to = `2025-12-${String(20 + number).padStart(2, '0')}`;
      await this.execute(new DecideHousehold(household, { type: 'TakeOverCover', from: '2025-01-01', to }, by()));
    }
  }

  by(scheme: string, recordedAt: Instant = this.clock.now()): Metadata {
    const commandId = randomUUID();
    return { commandId, scheme, actor: { id: 'user-1', role: 'scheme-manager' }, correlation: commandId, recordedAt };
  }

  /** What is in the log: type, stream and day of effect, in the order of the streams. */
  async told(): Promise<readonly string[]> {
    const events = await this.stores.log.readAll('membership', { limit: 10_000 });
    return events.map(({ stream, type, effectiveAt }) => `${stream} ${type} ${effectiveAt}`).sort();
  }
}
