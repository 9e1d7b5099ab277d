import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Decisions, EventLog, type Shard, shards, Stopping } from '#eventstore';
import { Clock } from '#kernel';
import { NoteRefused } from '../note/signed-note.js';
import { TreeDamaged } from '../tree/growing-tree.js';
import { Configuration, type Health, HealthSources } from '#platform';
import { rememberBegun } from './begun/remember-begun.js';
import { compared, type Finding } from './compare.js';
import { ProofLogs } from './proof-logs.js';

/** How often one looks for new events. @unit milliseconds */
const look_ms = 2_000;
/** So many are sealed at once … */
const soon = 256;
/** … and fewer when the first of them has waited so long: all are sealed within a minute. @unit milliseconds */
const longest_ms = 45_000;
/** When everything stored is compared with what was signed: soon after the start, then once a day. @unit milliseconds */
const [firstCheck_ms, nextCheck_ms] = [60_000, 86_400_000];

/** Seals while the application runs, and says in its readiness how that goes and whether anything was tampered with. */
@Injectable()
export class Sealing implements OnApplicationBootstrap, OnModuleDestroy {
  private looking: NodeJS.Timeout | undefined;
  private checking: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private comparing: Promise<unknown> = Promise.resolve();
  private stopped = false;
  private readonly waitingSince = new Map<Shard, number>();
  private readonly failures = new Map<Shard, string>();
  private findings: readonly Finding[] = [];

  constructor(
    private readonly logs: ProofLogs,
    private readonly log: EventLog,
    private readonly configuration: Configuration,
    private readonly health: HealthSources,
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.configuration.store === 'memory') return;
    this.health.add({ name: 'proof', check: () => this.state() });
    this.lookLater();
    this.checkLater(firstCheck_ms);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.looking);
    clearTimeout(this.checking);
    // What reads the log may not outlive it.
    await Promise.all([this.round, this.comparing]);
  }

  /** Compares every log with what was signed of it. What is found stays in the readiness. */
  check(): Promise<readonly Finding[]> {
    const comparing = this.compareAll();
    this.comparing = comparing.catch(() => undefined);
    return comparing;
  }

  /** Work goes on when a proof fails: people need care, and an auditor needs to know. */
  state(): Health {
    const notes = [
      ...this.findings.slice(0, 3).map(({ shard, position, cause }) => `TAMPERED ${shard} ${position} ${cause}`),
      ...(this.findings.length > 3 ? [`${this.findings.length} findings`] : []),
      ...[...this.failures].map(([shard, error]) => `${shard} not sealed: ${error}`),
    ];
    return { up: true, ...(notes.length > 0 ? { note: notes.join(', ') } : {}) };
  }

  private async compareAll(): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (const shard of shards) {
      if (this.stopped) break;
      try {
        const { proof } = await this.logs.of(shard);
        findings.push(...(await compared(shard, proof, this.log, () => this.goOn())).findings);
      } catch (error) {
        if (error instanceof Stopping) break;
        if (error instanceof TreeDamaged || error instanceof NoteRefused)
          findings.push({ shard, position: 0, cause: 'proof-files-damaged' });
        else this.failures.set(shard, (error as Error).constructor.name);
      }
    }
    this.findings = findings;
    return findings;
  }

  /** Asked every few hundred events: nobody who stops waits for a million of them. */
  private goOn(): void {
    if (this.stopped) throw new Stopping('comparing');
  }

  private lookLater(): void {
    if (this.stopped) return;
    this.looking = setTimeout(() => {
      this.round = this.look().then(() => this.lookLater());
    }, look_ms);
    this.looking.unref();
  }

  private checkLater(after_ms: number): void {
    if (this.stopped) return;
    this.checking = setTimeout(() => void this.check().then(() => this.checkLater(nextCheck_ms)), after_ms);
    this.checking.unref();
  }

  private async look(): Promise<void> {
    for (const shard of shards) {
      if (this.stopped) return;
      try {
        if (await this.isTime(shard)) {
          await this.logs.seal(shard);
          await this.remember(shard);
          this.waitingSince.delete(shard);
        }
        this.failures.delete(shard);
      } catch (error) {
        this.failures.set(shard, (error as Error).constructor.name);
      }
    }
  }

  /** On a virtual clock nobody says when it is. */
  private async remember(shard: Shard): Promise<void> {
    if (this.configuration.clock === 'virtual') return;
    const { proof } = await this.logs.of(shard);
    await rememberBegun(this.decisions, shard, proof, this.clock.now());
  }

  private async isTime(shard: Shard): Promise<boolean> {
    const unsealed = await (await this.logs.of(shard)).unsealed();
    if (unsealed <= 0) return false;
    const since = this.waitingSince.get(shard) ?? performance.now();
    this.waitingSince.set(shard, since);
    return unsealed >= soon || performance.now() - since >= longest_ms;
  }
}
