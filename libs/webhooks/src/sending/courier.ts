import { everyScheme, type ReadModels } from '#eventstore';
import type { Clock } from '#kernel';
import { endpointTable } from '../projections/endpoint.entity.js';
import { queueTable } from '../projections/queue.entity.js';
import type { Deliverer, Line } from './deliverer.js';
import type { Lease } from './lease.js';

export interface CourierParts {
  readonly models: ReadModels;
  readonly clock: Clock;
  readonly deliverer: Pick<Deliverer, 'deliver'>;
  readonly lease: Pick<Lease, 'hold' | 'left_ms' | 'release'>;
  /** Told what could not be noted: it is attempted again. */
  readonly failed?: (error: unknown) => void;
}

export interface CourierOptions {
  /** Attempts at the same time; 32 unless said. */
  readonly atOnce?: number;
  /** Of these, at one receiver: one that is slow holds nobody else up; 4 unless said. */
  readonly atOneReceiver?: number;
  /** The longest an attempt takes, and what is noted of it; 16 s unless said. */
  readonly longestAttempt_ms?: number;
}

/** Live receivers looked at in one round. */
const mostReceivers = 10_000;

/** Looks for what is due, and has it delivered: line by line, each line by one attempt at a time. */
export class Courier {
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly busy = new Map<string, number>();
  private readonly atOnce: number;
  private readonly atOneReceiver: number;
  private readonly longestAttempt_ms: number;

  constructor(
    private readonly parts: CourierParts,
    { atOnce = 32, atOneReceiver = 4, longestAttempt_ms = 16_000 }: CourierOptions = {},
  ) {
    this.atOnce = atOnce;
    this.atOneReceiver = atOneReceiver;
    this.longestAttempt_ms = longestAttempt_ms;
  }

  /** Begins what is due and has room. @returns how many attempts were begun; undefined while another process sends */
  async round(): Promise<number | undefined> {
    const { lease } = this.parts;
    if (!(await lease.hold())) return undefined;
    let begun = 0;
    for (const line of await this.due()) {
      // Nothing begins that might still be under way when another process takes over.
      if (this.underWay.size >= this.atOnce || lease.left_ms < this.longestAttempt_ms) break;
      if (this.begin(line)) begun += 1;
    }
    return begun;
  }

  /** Resolves when a place becomes free, or nothing is under way. */
  async roomAgain(): Promise<void> {
    await Promise.race(this.underWay.values());
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay.values());
  }

  private async due(): Promise<readonly Line[]> {
    const { models, clock } = this.parts;
    const room = this.atOnce - this.underWay.size;
    if (room <= 0) return [];
    const live = await models.find(everyScheme, endpointTable, { where: { status: 'live' }, limit: mostReceivers });
    const free = new Set(live.map(nameOf).filter(name => (this.busy.get(name) ?? 0) < this.atOneReceiver));
    const names = [...new Set(live.filter(row => free.has(nameOf(row))).map(({ endpoint }) => endpoint))];
    if (names.length === 0) return [];
    const due = await models.find(everyScheme, queueTable, {
      where: { endpoint: { in: names }, due: { atMost: clock.now() } },
      orderBy: ['due', 'endpoint', 'about'],
      // Some of them are under way, or of a receiver that has enough to do.
      limit: 8 * this.atOnce,
    });
    return due.filter(row => free.has(nameOf(row)));
  }

  private begin(line: Line): boolean {
    const [key, receiver] = [`${nameOf(line)}/${line.about}`, nameOf(line)];
    const busy = this.busy.get(receiver) ?? 0;
    if (this.underWay.has(key) || busy >= this.atOneReceiver) return false;
    this.busy.set(receiver, busy + 1);
    this.underWay.set(key, this.deliver(line, key, receiver));
    return true;
  }

  private async deliver(line: Line, key: string, receiver: string): Promise<void> {
    try {
      await this.parts.deliverer.deliver(line);
    } catch (error) {
      this.parts.failed?.(error);
    } finally {
      this.underWay.delete(key);
      const left = this.busy.get(receiver)! - 1;
      if (left > 0) this.busy.set(receiver, left);
      else this.busy.delete(receiver);
    }
  }
}

const nameOf = ({ scheme, endpoint }: { readonly scheme: string; readonly endpoint: string }): string =>
  `${scheme}.${endpoint}`;
