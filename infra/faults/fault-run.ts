import { setTimeout as pause } from 'node:timers/promises';
import { contexts } from '../../apps/cli/src/contexts.js';
import { checkInvariants, type Violation } from '../checks/invariants.js';
import { Findings } from '../checks/invariants/findings.js';
import { Providers } from '../crash/providers.js';
import { Chance } from '../demo/src/chance.js';
import type { FaultName, FaultOptions } from './fault-options.js';
import type { FaultResult, Recovery } from './fault-table.js';
import { faults, type Ground } from './faults.js';
import type { TestedFederation } from './federation.js';
import { Journey } from './journey.js';
import { Office } from './office.js';
import { allSaid, checkSaidAndHeard } from './said-and-heard.js';
import { checkTopics } from './topics.js';

/** A fault comes so long after the last recovery, at an instant that the seed decides. */
const calm_ms = [300, 1_500] as const;
/** What is not back by then has not recovered. */
const patience_ms = 60_000;
/** A provider goes on trying for days; here, longer than any recovery may take. */
const providersPatience_seconds = 120;

/** One federation, on which faults are brought again and again while it works, and which is then looked through. */
export class FaultRun {
  private readonly providers: Providers;
  private readonly office: Office;
  private readonly journey: Journey;
  private readonly chance: Chance;
  /** Violations that were there before the fault in hand. */
  private readonly known = new Set<string>();

  constructor(
    private readonly options: FaultOptions,
    private readonly federation: TestedFederation,
    private readonly say: (line: string) => void,
  ) {
    const { seed, members } = options;
    const { url, dataDir, stage, stores } = federation;
    this.providers = new Providers({ url, dataDir, seed, members, patience_seconds: providersPatience_seconds });
    this.journey = new Journey(stores.log, patience_ms);
    this.office = new Office(stage, joined => this.journey.hasDues(joined));
    this.chance = new Chance(seed, 'faults');
  }

  /** @throws Error when something is wrong before any fault */
  async prepare(): Promise<void> {
    await this.providers.enrol();
    await this.office.open();
    const since = performance.now();
    await this.providers.untilAcknowledged(patience_ms);
    await this.journey.whole(this.office);
    this.say(`without a fault: a household is covered after ${inSeconds(performance.now() - since)} s`);
    const violations = await this.lookThrough();
    if (violations.length > 0) throw new Error(`wrong before any fault: ${JSON.stringify(violations.slice(0, 10))}`);
  }

  /** So many repetitions of one fault under load; then all is brought to rest, and looked through. */
  async repeat(fault: FaultName): Promise<FaultResult> {
    const recoveries: Recovery[] = [];
    const failures: string[] = [];
    const failed = (error: unknown): void => {
      const said = error instanceof Error ? error.message : String(error);
      failures.push(said);
      this.say(`${fault}: ${said}`);
    };
    const before = this.misbehaviour();
    const load = [this.providers.load(this.options.rate), this.office.work()].map(work => work.catch(failed));
    for (let times = 0; times < this.options.times; times += 1) {
      await pause(this.chance.int(...calm_ms));
      const recovery = await this.once(fault, times).catch(failed);
      if (!recovery) continue;
      recoveries.push(recovery);
      const { claim_ms, messages_ms } = recovery;
      this.say(`${fault} ${times + 1}: claims after ${inSeconds(claim_ms)} s, messages ${inSeconds(messages_ms)} s`);
    }
    this.providers.close();
    this.office.close();
    await Promise.all(load);
    const violations = await this.lookThrough().catch(error => void failed(error));
    for (const wrong of this.misbehaviour()) if (!before.includes(wrong)) failed(wrong);
    return { fault, repetitions: this.options.times, recoveries, failures, violations: violations ?? [] };
  }

  /** What providers or operators would complain about, though nothing was lost; so far. */
  private misbehaviour(): readonly string[] {
    const { unforeseen, unanswered } = this.providers;
    return [
      ...this.federation.crashes.map((how, index) => `a service ended by itself (${index + 1}): ${how}`),
      ...unforeseen.map(answers => `claims were answered ${answers}`),
      ...(unanswered > 0 ? [`${unanswered} claims were given up`] : []),
    ];
  }

  private async once(fault: FaultName, times: number): Promise<Recovery> {
    const { federation, office, journey, providers } = this;
    const ground: Ground = { federation, office, journey, providers, seed: this.options.seed };
    const after = await faults[fault](ground, times);
    try {
      return await this.recovered();
    } finally {
      // Also when it did not recover: what one repetition broke must not be broken in the next one too.
      await after?.();
      await federation.ready();
    }
  }

  private async recovered(): Promise<Recovery> {
    const since = performance.now();
    const passed = (): number => Math.round(performance.now() - since);
    const claims = this.providers.untilAcknowledged(patience_ms).then(passed);
    const messages = this.journey.whole(this.office).then(async () => {
      await this.federation.caughtUp(patience_ms);
      return passed();
    });
    const [claim_ms, messages_ms] = await Promise.all([claims, messages]);
    return { claim_ms, messages_ms };
  }

  /** @returns what is wrong and was not before. To be asked when nobody works. */
  private async lookThrough(): Promise<readonly Violation[]> {
    const { stage, stores, topics } = this.federation;
    const since = performance.now();
    await stage.settled();
    const settled = performance.now();
    const findings = new Findings();
    const { acknowledged } = this.providers;
    const report = await checkInvariants({ stores, contexts, acknowledged });
    const said = await allSaid(stores, contexts);
    await checkSaidAndHeard(stores, contexts, said, findings);
    await checkTopics(topics, said, findings);
    findings.checked('sealed');
    await this.federation
      .entraide('verify')
      .catch((error: Error) => findings.violated('sealed', `the logs are not as they were signed: ${error.message}`));
    for (const { shard, commandId, what } of this.office.carried) {
      findings.checked('acknowledged commands');
      const known = await stores.log.findCommand(shard, commandId);
      findings.require(known !== undefined, 'acknowledged', () => `${what} was answered and is not there`);
    }
    const own = findings.report();
    const checked = { ...report.checked, ...own.checked };
    this.say(
      `at rest after ${inSeconds(settled - since)} s; looked through in ${inSeconds(performance.now() - settled)} s`,
    );
    this.say(JSON.stringify(checked));
    const found = [...report.violations, ...own.violations];
    const fresh = found.filter(({ invariant, detail }) => !this.known.has(`${invariant}: ${detail}`));
    for (const { invariant, detail } of fresh) {
      this.known.add(`${invariant}: ${detail}`);
      this.say(`✗ ${invariant}: ${detail}`);
    }
    return fresh;
  }
}

const inSeconds = (ms: number): string => (ms / 1000).toFixed(1);
