import { setTimeout as pause } from 'node:timers/promises';
import type { Shard } from '#eventstore';
import type { RemoteStage } from '#scenarios';
import { commandIdOf } from '../../libs/platform/src/http/request-context.js';
import { lastDay } from '../crash/providers.js';
import { fund, type DemoScheme, nongtaba, zabre } from '../demo/src/schemes.js';

const instant = `${lastDay}T10:00:00.000Z`;
/** More than all households of a run may ask of it. @unit minor units */
const enough = 100_000_000;
const between_ms = 150;
/** Longer than any recovery may take. @unit milliseconds */
const patience_ms = 120_000;

/** A household that joined: its number, and whose it is. */
export interface Joined {
  readonly scheme: DemoScheme;
  readonly household: string;
  readonly persons: readonly string[];
}

/** A command that was answered with success: it must be in its context's log, once. */
export interface Carried {
  readonly shard: Shard;
  readonly commandId: string;
  readonly what: string;
}

/** The scheme's office: households join and pay, so that messages go through every context. */
export class Office {
  readonly carried: Carried[] = [];
  private readonly unpaid: Joined[] = [];
  private number = 0;
  private closing = false;

  constructor(
    private readonly stage: RemoteStage,
    /** Whether the household's dues are known, and may be paid. */
    private readonly hasDues: (joined: Joined) => Promise<boolean>,
  ) {}

  /** The fund has money for all who will come; every provider's system wants to hear what becomes of its claims. */
  async open(): Promise<void> {
    for (const { scheme, providers } of [zabre, nongtaba])
      for (const { provider } of providers)
        await this.insist('webhooks', scheme, 'SubscribeWebhook', {
          ...{ endpoint: `told-${provider}`, provider, url: 'https://receiver.example.org/' },
        });
    const given = { fund, reference: 'FAULTS-1', amount: enough, receivedOn: lastDay };
    await this.insist('subsidies', '*', 'RecordFunding', given);
  }

  /** Households join and pay until `close`. Whatever is refused or unanswered is tried again. */
  async work(): Promise<void> {
    for (this.closing = false; !this.closing; await pause(between_ms)) {
      this.unpaid.push(await this.join());
      const [oldest] = this.unpaid;
      if (!oldest || this.unpaid.length < 3 || !(await this.hasDues(oldest).catch(() => false))) continue;
      this.unpaid.shift();
      await this.pay(oldest);
    }
  }

  close(): void {
    this.closing = true;
  }

  /** By turns of a scheme whose contributions a fund helps to pay, and of one that pays alone, unless said. */
  async join(scheme?: DemoScheme): Promise<Joined> {
    this.number += 1;
    return this.enrol(scheme ?? (this.number % 2 === 0 ? zabre : nongtaba));
  }

  private async enrol(scheme: DemoScheme): Promise<Joined> {
    const household = `${scheme.letter}F${this.number}`;
    const persons = [`${household}-1`, `${household}-2`];
    await this.insist('membership', scheme.scheme, 'EnrolHousehold', {
      household,
      product: scheme.product,
      section: scheme.sections[0]!.section,
      policyholder: persons[0],
      persons: persons.map((person, index) => personOf(person, index)),
      enrolledOn: lastDay,
    });
    return { scheme, household, persons };
  }

  /** The whole contribution, as if nobody helped: what is too much is credit. */
  async pay({ scheme, household, persons }: Joined): Promise<void> {
    const { joiningFee, contributionPerPerson } = scheme.plan;
    const amount = joiningFee + contributionPerPerson * persons.length;
    const receipt = { household, receipt: `R-${household}`, amount, receivedOn: lastDay };
    await this.insist('contributions', scheme.scheme, 'RecordReceipt', receipt);
  }

  /** Somebody joins a household that is there. */
  async addPerson({ scheme, household }: Joined, person: string): Promise<void> {
    const added = { household, ...personOf(person, 2), addedOn: lastDay };
    await this.insist('membership', scheme.scheme, 'AddPerson', added);
  }

  /** Asks under one key until it is done. @throws Error when it is refused for what it is */
  private async insist(shard: Shard, scheme: string, operation: string, input: object): Promise<void> {
    const { stage } = this;
    const { roles } = stage.operations.named(operation);
    const role = roles.find(name => name.startsWith('scheme-')) ?? roles[0]!;
    const call = stage.operations.call(operation, scheme === '*' ? { ...input } : { scheme, ...input });
    const key = `${operation}:${Object.values(input).slice(0, 2).join(':')}`;
    for (const since = performance.now(); performance.now() - since < patience_ms; await pause(100)) {
      const answer = await stage.ask(call, { role, instant, key }).catch(() => undefined);
      if (answer && answer.status < 300) return this.remember(shard, role, scheme, operation, key);
      if (answer && answer.status < 500 && !passing.has(answer.status))
        throw new Error(`${operation}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    throw new Error(`${operation} ${key} was not answered within ${patience_ms / 1000} s`);
  }

  private remember(shard: Shard, role: string, scheme: string, operation: string, key: string): void {
    const commandId = commandIdOf(`scenario:${role}`, operation, scheme, encodeURIComponent(key).slice(0, 255));
    this.carried.push({ shard, commandId, what: key });
  }
}

/** Not known yet, in flight elsewhere, or too many: the same request is welcome later. */
const passing = new Set([404, 409, 429]);

const personOf = (person: string, index: number) => ({
  person,
  name: 'Awa Zoungrana',
  sex: index % 2 === 0 ? 'F' : 'M',
  birthDate: `19${70 + index}-03-05`,
  relation: (['policyholder', 'spouse', 'child'] as const)[index],
});
