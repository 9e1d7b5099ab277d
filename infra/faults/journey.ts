import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog, Shard } from '#eventstore';
import { zabre } from '../demo/src/schemes.js';
import type { Joined, Office } from './office.js';

const look_ms = 50;

/** What the contexts' own logs tell of a household. */
export class Journey {
  constructor(
    private readonly log: EventLog,
    private readonly patience_ms: number,
  ) {}

  /** Its dues are raised; the fund has answered where one was asked. */
  async hasDues({ household, scheme }: Joined): Promise<boolean> {
    const known = await this.typesOf('contributions', `contributions.account-${household}`);
    return known.includes('contributions.DuesRaised') && (!scheme.plan.subsidy || known.includes(noted));
  }

  /**
   * Somebody joins, pays, and is covered where claims are decided: a way through every context and every consumer group
   * there is. @throws Error when it takes too long
   */
  async whole(office: Office): Promise<void> {
    const joined = await office.join(zabre);
    await this.until(`${joined.household} has dues`, () => this.hasDues(joined));
    await office.pay(joined);
    await this.covered(joined, joined.persons);
  }

  /** @throws Error when it takes too long */
  async covered({ household }: Joined, persons: readonly string[]): Promise<void> {
    await this.until(`${household} is covered`, async () => {
      const covered = await this.coveredIn(household);
      return persons.every(person => covered.has(person));
    });
  }

  /** Whether benefits has heard of a person. */
  async isNoted(household: string, person: string): Promise<boolean> {
    return (await this.covers(household)).some(cover => cover.person === person);
  }

  /** Persons of whom benefits knows on which days they are covered. */
  private async coveredIn(household: string): Promise<ReadonlySet<string>> {
    const covers = await this.covers(household);
    return new Set(covers.filter(({ cover }) => cover.spans.length > 0).map(({ person }) => person));
  }

  private async covers(household: string): Promise<readonly Noted[]> {
    const events = await this.log.readStream('benefits', `benefits.household-${household}`);
    return events
      .filter(({ type }) => type === 'benefits.CoverNoted')
      .map(({ clear }) => JSON.parse(Buffer.from(clear).toString('utf8')) as Noted);
  }

  /** @throws Error naming what did not come about in time */
  async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (const since = performance.now(); performance.now() - since < this.patience_ms; await pause(look_ms))
      if (await isSo().catch(() => false)) return;
    throw new Error(`not after ${this.patience_ms / 1000} s: ${what}`);
  }

  private async typesOf(shard: Shard, stream: string): Promise<readonly string[]> {
    return (await this.log.readStream(shard, stream)).map(({ type }) => type);
  }
}

const noted = 'contributions.SubsidyNoted';

interface Noted {
  readonly person: string;
  readonly cover: { readonly spans: readonly unknown[] };
}
