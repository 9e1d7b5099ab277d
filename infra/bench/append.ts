import pg from 'pg';
import { ephemeralKey, EventCodec, PostgresDataKeys, PostgresEventLog } from '#eventstore';
import { ClaimCommands } from './claim-events.js';
import type { Bench } from './bench.js';
import { findPgbench } from './pgbench.js';
import { compare, type Run } from './protocol.js';
import { ask, type BenchServer } from './server.js';

interface Shape {
  readonly inFlight: number;
  readonly events: number;
  readonly sealed: boolean;
}

const shapes = (sealed: boolean): Shape[] => [
  { inFlight: 1, events: 1, sealed },
  { inFlight: 16, events: 1, sealed },
  { inFlight: 64, events: 1, sealed },
  { inFlight: 256, events: 1, sealed },
  { inFlight: 256, events: 5, sealed },
];

/** The level each figure is held to: floor and goal, as ratios to pgbench's single-row INSERTs at 16 clients. */
const targets: Readonly<Record<string, { floor: number; goal: number }>> = {
  '64x1': { floor: 1, goal: 1.5 },
  '256x5': { floor: 3, goal: 5 },
};

/** Events made durable per second through `EventLog.append`, from one process, as `Decisions` calls it. */
export const append: Bench = async ({ protocol, server, report, say }) => {
  const pgbench = await findPgbench(server);
  if (!pgbench) say('pgbench is not installed (Debian: postgresql-contrib): figures without ratios');
  const load = new AppendLoad(server);
  try {
    for (const clients of [1, 16]) {
      const baseline: Run | undefined = pgbench && {
        name: `pgbench insert, ${clients} clients`,
        measure: seconds => pgbench.insertEvents(clients, seconds),
      };
      const concerned = [false, true].flatMap(shapes).filter(({ inFlight }) => (inFlight === 1) === (clients === 1));
      const comparison = await compare(
        baseline,
        concerned.map(shape => load.run(shape)),
        protocol,
        say,
      );
      report(comparison, 'events/s', targets);
    }
    await load.verify();
  } finally {
    await load.close();
  }
};

class AppendLoad {
  private readonly log: PostgresEventLog;
  private readonly pool: pg.Pool;
  private readonly commands: Readonly<Record<'sealed' | 'clear', ClaimCommands>>;
  private acknowledged = 0;

  constructor(private readonly server: BenchServer) {
    const { credentials } = server;
    this.log = new PostgresEventLog({ urlOf: shard => credentials.urlOf(shard) });
    this.pool = new pg.Pool({ connectionString: credentials.urlOf('benefits'), max: 2 });
    const codec = new EventCodec(new PostgresDataKeys(() => this.pool, ephemeralKey()));
    this.commands = { sealed: new ClaimCommands(codec, true), clear: new ClaimCommands(codec, false) };
  }

  run({ inFlight, events, sealed }: Shape): Run {
    const commands = this.commands[sealed ? 'sealed' : 'clear'];
    return {
      name: `${inFlight}x${events}${sealed ? '-sealed' : ''}`,
      measure: async seconds => {
        const cpuBefore = await this.cpu();
        const start = performance.now();
        const end = start + seconds * 1_000;
        let stored = 0;
        const client = async (): Promise<void> => {
          while (performance.now() < end) {
            const result = await this.log.append(await commands.next(events));
            if (result.status !== 'appended') throw new Error(`a fresh command met ${result.status}`);
            stored += events;
          }
        };
        await Promise.all(Array.from({ length: inFlight }, client));
        const elapsed = (performance.now() - start) / 1_000;
        this.acknowledged += stored;
        return { operations: stored, seconds: elapsed, cpuSeconds: difference(await this.cpu(), cpuBefore) };
      },
    };
  }

  /** A fast wrong run is a failed run: all that was acknowledged is there, once, and positions have no gap. */
  async verify(): Promise<void> {
    const [found] = await ask<{ events: string; last: string; head: string; versions: string }>(
      this.server.credentials.urlOf('benefits'),
      `select count(*) as events, max(position) as last, (select position from es.head_benefits) as head,
         (select sum(versions) from (select max(version) as versions from es.event_benefits group by stream) as s) as versions
       from es.event_benefits`,
    );
    const counts = [found?.events, found?.last, found?.head, found?.versions].map(Number);
    if (counts.some(count => count !== this.acknowledged))
      throw new Error(
        `${this.acknowledged} events were acknowledged; stored, last, head and versions: ${counts.join(', ')}`,
      );
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.pool.end();
  }

  private async cpu(): Promise<number | undefined> {
    const { user, system } = process.cpuUsage();
    const server = await this.server.cpuSeconds();
    return server === undefined ? undefined : server + (user + system) / 1_000_000;
  }
}

const difference = (after: number | undefined, before: number | undefined): number | undefined =>
  after === undefined || before === undefined ? undefined : after - before;
