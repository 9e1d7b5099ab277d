import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays, addMonths } from '#kernel';
import { type ClaimRequest, freshClaims, loadClaims, type LoadReport } from '../demo/src/index.js';
import { Application } from './application.js';
import type { Bench } from './bench.js';
import { seed, type Story, storyOf } from './federation.js';
import { findPgbench } from './pgbench.js';
import { compare, type Run } from './protocol.js';
import { ask, type BenchServer, cpuSecondsOfProcess } from './server.js';

/** Floors and goals are said of what is not sealed; what a federation runs is sealed, and held against them too. */
const target = { floor: 0.35, goal: 1 };
const targets = { 'signed-64': target, 'unsealed-64': target };
const tpcBClients = 8;
/**
 * Claims before anything is measured, of each program: its code is compiled by then and the households are known, as
 * after its first minutes of any day. Counted, as seconds would let a slow machine begin colder.
 */
const warmUpClaims = 8_000;

/**
 * Claims per second: signed by the provider, sent over HTTP, verified, priced and adjudicated, and durable before the
 * 200. The providers' programs (this process) and the database share the machine with the application.
 */
export const claims: Bench = async ({ protocol, server, size, report, say }) => {
  const story = storyOf(size.members);
  say(`seeding ${size.members} members`);
  await seed(server, story);
  const pgbench = await findPgbench(server);
  if (!pgbench) say('pgbench is not installed (Debian: postgresql-contrib): figures without ratios');
  const baseline: Run | undefined = pgbench && {
    name: `pgbench TPC-B, ${tpcBClients} clients`,
    measure: seconds => pgbench.tpcB(tpcBClients, seconds),
  };
  for (const kind of kinds) {
    const app = await Application.start(server, {}, kind.program);
    try {
      const desk = new ClaimDesk(server, app, story, kind.name);
      say(`${kind.name}: ${warmUpClaims} claims before the first is measured`);
      await desk.warmUp(warmUpClaims);
      const runs = kind.concurrency.map(count => desk.run(count));
      report(await compare(baseline, runs, protocol, say), 'claims/s', targets);
      await desk.verify();
      say(desk.latencies());
    } finally {
      await app.stop();
    }
  }
};

const mostAtOnce = 64;

interface Kind {
  readonly name: string;
  readonly concurrency: readonly number[];
  /** The all-in-one application unless said. */
  readonly program?: string;
}

const kinds: readonly Kind[] = [
  { name: 'signed', concurrency: [16, mostAtOnce] },
  {
    name: 'unsealed',
    concurrency: [mostAtOnce],
    program: fileURLToPath(new URL('unsealed-server.js', import.meta.url)),
  },
];

class ClaimDesk {
  private readonly mark = randomBytes(4).toString('hex');
  private readonly requests: Iterator<ClaimRequest>;
  private readonly secrets: Promise<Readonly<Record<string, string>>>;
  private readonly seen: string[] = [];
  private acknowledged = 0;

  constructor(
    private readonly server: BenchServer,
    private readonly app: Application,
    { seed, members, until }: Story,
    private readonly kind: string,
  ) {
    const from = addMonths(addDays(until, 1), -18);
    this.requests = freshClaims({ seed, members, from, months: 18, run: this.mark, on: until, spread: 'even' });
    this.secrets = readFile(join(server.dataDir, 'demo-endpoints.json'), 'utf8').then(
      text => JSON.parse(text) as Record<string, string>,
    );
  }

  async warmUp(claims: number): Promise<void> {
    await this.send(mostAtOnce, Infinity, claims);
  }

  run(count: number): Run {
    return {
      name: `${this.kind}-${count}`,
      measure: async seconds => {
        const cpuBefore = await this.cpu();
        const report = await this.send(count, seconds, Infinity);
        this.seen.push(
          `${this.kind}, ${count} at once: p50 ${report.p50.toFixed(1)} ms, p99 ${report.p99.toFixed(1)} ms`,
        );
        const cpuSeconds = (await this.cpu()) - cpuBefore;
        return { operations: report.accepted.length, seconds: report.seconds, cpuSeconds };
      },
    };
  }

  /** For so long, or so many. @throws Error unless each of them was decided */
  private async send(concurrency: number, seconds: number, most: number): Promise<LoadReport> {
    const secrets = await this.secrets;
    let left = most;
    const report = await loadClaims({
      url: this.app.url,
      // Without `return`: the next measurement goes on where this one stops.
      requests: {
        [Symbol.iterator]: () => ({
          next: () => (left-- > 0 ? this.requests.next() : { done: true, value: undefined }),
        }),
      },
      secretOf: endpoint => secrets[endpoint] ?? '',
      concurrency,
      seconds,
    });
    const others = Object.keys(report.byStatus).filter(status => status !== '200');
    if (others.length > 0 || report.errors.length > 0)
      throw new Error(`not every claim was decided: ${JSON.stringify(report.byStatus)}, ${report.errors[0]?.error}`);
    this.acknowledged += report.accepted.length;
    return report;
  }

  /** Every claim that was answered is in the log, decided, once. */
  async verify(): Promise<void> {
    const [found] = await ask<{ claims: string }>(
      this.server.credentials.urlOf('benefits'),
      `select count(*) as claims from es.event_benefits
       where stream like 'benefits.claim-%F-${this.mark}-%' and type = 'benefits.ClaimAdjudicated'`,
    );
    if (Number(found?.claims) !== this.acknowledged)
      throw new Error(`${this.acknowledged} claims were answered, ${found?.claims} are in the log`);
  }

  latencies(): string {
    return this.seen.slice(-4).join('\n');
  }

  private async cpu(): Promise<number> {
    return ((await this.server.cpuSeconds()) ?? 0) + (await cpuSecondsOfProcess(this.app.pid));
  }
}
