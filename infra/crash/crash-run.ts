import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Configuration, openStores } from '#platform';
import { contexts } from '../../apps/cli/src/contexts.js';
import { checkInvariants, type Report, type Violation } from '../checks/invariants.js';
import { Chance } from '../demo/src/chance.js';
import type { CrashOptions } from './crash-options.js';
import { kill, killsInOrder, type Running, type Victim } from './kills.js';
import { LogServer } from './log-server.js';
import { copyFolder, freePort, programs, run, type Settings, settingsOf } from './programs.js';
import { lastDay, Providers } from './providers.js';
import { SupervisedServer } from './supervised-server.js';

export interface Kill {
  readonly kill: number;
  readonly of: Victim;
  /** When the signal was sent, to be found again in the logs. */
  readonly at: string;
  /** From the signal to the first claim taken afterwards. */
  readonly recovery_ms: number;
}

export interface CrashReport extends Report {
  readonly kills: readonly Kill[];
  readonly deliveries: Readonly<Record<string, number>>;
  readonly acknowledged: number;
}

/** A kill falls this long after the last recovery, at an instant that the seed decides. */
const calm_ms = [200, 1_500] as const;
const recoveryPatience_ms = 60_000;

/** One federation, killed again and again under load, then stopped and looked through. */
export class CrashRun {
  private readonly logFile: string;

  constructor(
    private readonly options: CrashOptions,
    private readonly dataDir: string,
    private readonly say: (line: object) => void,
  ) {
    this.logFile = join(dataDir, 'server.log');
  }

  async run(): Promise<CrashReport> {
    const { from, logServer: program } = this.options;
    if (from !== undefined) await copyFolder(from, this.dataDir);
    if (program === undefined) return this.with(this.options.eventLog);
    const { server, address } = await LogServer.start(program, join(this.dataDir, 'event-log.jsonl'), this.logFile);
    try {
      return await this.with(address, server);
    } finally {
      await server.stop();
    }
  }

  private async with(eventLog: string | undefined, logServer?: LogServer): Promise<CrashReport> {
    const { seed, members } = this.options;
    const settings = this.settings(await freePort(), eventLog);
    await this.seed(settings);
    const server = new SupervisedServer(programs.server, settings, this.logFile);
    const providers = new Providers({ url: server.url, dataDir: this.dataDir, seed, members });
    const kills: Kill[] = [];
    const failures = await this.underLoad({ server, logServer, dataDir: this.dataDir }, providers, kills);
    const report = await this.lookThrough(providers, settings);
    const violations = [...failures, ...misbehaviour(server, providers, logServer), ...report.violations];
    const { acknowledged, statuses: deliveries } = providers;
    return { checked: report.checked, violations, kills, deliveries, acknowledged: acknowledged.length };
  }

  /** Whatever goes wrong on the way, what is on disk is looked through afterwards. */
  private async underLoad(running: Running, providers: Providers, kills: Kill[]): Promise<Violation[]> {
    const { server } = running;
    const failures: Violation[] = [];
    const failed = (error: Error): void => void failures.push({ invariant: 'recovery', detail: error.message });
    let load: Promise<unknown> | undefined;
    try {
      await server.start();
      await server.ready();
      await providers.enrol();
      load = providers.load(this.options.rate).catch(failed);
      await providers.untilAcknowledged(recoveryPatience_ms);
      await this.killAgainAndAgain(running, providers, kills);
      providers.close();
      await load;
      await server.settled();
    } catch (error) {
      failed(error as Error);
    }
    providers.close();
    await server.stop().catch(failed);
    await load;
    return failures;
  }

  private settings(port: number, eventLog: string | undefined): Settings {
    return { ...settingsOf(this.dataDir, port), ...(eventLog === undefined ? {} : { EVENT_LOG_URL: eventLog }) };
  }

  private async seed(settings: Settings): Promise<void> {
    const { seed, members, from } = this.options;
    if (from !== undefined) return;
    const story = ['--seed', String(seed), '--members', String(members), '--until', lastDay];
    await run(programs.cli, ['seed', ...story, '--json'], settings, this.logFile);
  }

  private async killAgainAndAgain(running: Running, providers: Providers, kills: Kill[]): Promise<void> {
    const chance = new Chance(this.options.seed, 'crash');
    for (const victim of killsInOrder(this.options, chance)) {
      await pause(chance.int(...calm_ms));
      const at = new Date().toISOString();
      await kill(victim, running);
      const recovery_ms = Math.round(await providers.untilAcknowledged(recoveryPatience_ms));
      const killed = { kill: kills.length + 1, of: victim, at, recovery_ms };
      kills.push(killed);
      this.say(killed);
    }
  }

  private async lookThrough({ acknowledged }: Providers, settings: Settings): Promise<Report> {
    const configuration = new Configuration(settings);
    const stores = await openStores(configuration, contexts);
    try {
      return await checkInvariants({ stores, contexts, acknowledged });
    } finally {
      await stores.close();
    }
  }
}

/** What a provider or an operator would complain about, though nothing was lost. */
const misbehaviour = (
  { crashes }: SupervisedServer,
  { unforeseen, unanswered }: Providers,
  logServer: LogServer | undefined,
): Violation[] => [
  ...unforeseen.map(detail => ({ invariant: 'answers', detail })),
  ...(unanswered > 0 ? [{ invariant: 'answers', detail: `${unanswered} deliveries given up` }] : []),
  ...(crashes.length > 0 ? [{ invariant: 'survival', detail: `the server ended by itself: ${crashes}` }] : []),
  ...(logServer?.crashes ?? []).map(death => ({ invariant: 'survival', detail: `the log’s server ended: ${death}` })),
];
