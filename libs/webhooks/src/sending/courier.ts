import { everyScheme, type ReadModels } from '#eventstore';
import type { Clock, Instant } from '#kernel';
import { type EndpointRow, endpointTable } from '../projections/endpoint.entity.js';
import { queueTable } from '../projections/queue.entity.js';
import type { Challenger } from './challenger.js';
import type { Deliverer, Line } from './deliverer.js';
import type { Lease } from './lease.js';

export interface CourierParts {
  readonly models: ReadModels;
  readonly clock: Clock;
  readonly deliverer: Pick<Deliverer, 'deliver'>;
  readonly challenger: Pick<Challenger, 'challenge'>;
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
    const { deliverer, challenger } = this.parts;
    let begun = 0;
    const begin = (receiver: Receiver, what: string, work: () => Promise<unknown>): boolean => {
      // Nothing begins that might still be under way when another process takes over.
      if (this.underWay.size >= this.atOnce || lease.left_ms < this.longestAttempt_ms) return false;
      if (this.begin(nameOf(receiver), what, work)) begun += 1;
      return true;
    };
    const { deliveries, challenges } = await this.due();
    for (const row of challenges)
      if (!begin(row, 'challenge', () => challenger.challenge(row.scheme, row.endpoint))) return begun;
    for (const line of deliveries) if (!begin(line, line.about, () => deliverer.deliver(line))) return begun;
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

  private async due(): Promise<Due> {
    const { models, clock } = this.parts;
    const room = this.atOnce - this.underWay.size;
    if (room <= 0) return nothingDue;
    const live = await models.find(everyScheme, endpointTable, { where: { status: 'live' }, limit: mostReceivers });
    const [confirmed, others] = [live.filter(isConfirmed), live.filter(row => !isConfirmed(row))];
    const now = clock.now();
    const challenges = others.filter(row => isDueAt(row.challengeDue, now));
    const free = new Set(confirmed.map(nameOf).filter(name => (this.busy.get(name) ?? 0) < this.atOneReceiver));
    const names = [...new Set(confirmed.filter(row => free.has(nameOf(row))).map(({ endpoint }) => endpoint))];
    if (names.length === 0) return { deliveries: [], challenges };
    const due = await models.find(everyScheme, queueTable, {
      where: { endpoint: { in: names }, due: { atMost: now } },
      orderBy: ['due', 'endpoint', 'about'],
      // Some of them are under way, or of a receiver that has enough to do.
      limit: 8 * this.atOnce,
    });
    return { deliveries: due.filter(row => free.has(nameOf(row))), challenges };
  }

  private begin(receiver: string, what: string, work: () => Promise<unknown>): boolean {
    const key = `${receiver}/${what}`;
    const busy = this.busy.get(receiver) ?? 0;
    if (this.underWay.has(key) || busy >= this.atOneReceiver) return false;
    this.busy.set(receiver, busy + 1);
    this.underWay.set(key, this.carryOut(work, key, receiver));
    return true;
  }

  private async carryOut(work: () => Promise<unknown>, key: string, receiver: string): Promise<void> {
    try {
      await work();
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

type Receiver = Pick<EndpointRow, 'scheme' | 'endpoint'>;

interface Due {
  readonly deliveries: readonly Line[];
  /** Receivers that are to show that they have the key. */
  readonly challenges: readonly Receiver[];
}
const nothingDue: Due = { deliveries: [], challenges: [] };

const isConfirmed = ({ confirmed }: EndpointRow): boolean => confirmed;
const isDueAt = (due: Instant | null, at: Instant): boolean => due !== null && Date.parse(due) <= Date.parse(at);

const nameOf = ({ scheme, endpoint }: Receiver): string => `${scheme}.${endpoint}`;
