import { type EventLog, MemoryReadModels, type Projection, Rebuild, type RebuildableReadModels } from '#eventstore';
import type { Stores } from '#platform';
import type { Findings } from './findings.js';

type Ports = Pick<Stores, 'log' | 'codec' | 'models'>;
const name = 'replay equals live';
const generation = 'invariants';

/**
 * The rows of each projection are what its events make of nothing, at the position it stands at. A row lost, doubled
 * or edited by hand shows in the hash. Nothing is ahead of its log, and nothing was set aside.
 */
export const checkReplay = async (
  ports: Ports,
  projections: readonly Projection[],
  findings: Findings,
): Promise<void> => {
  for (const projection of projections) await checkProjection(ports, projection, findings);
};

const checkProjection = async (
  { log, codec, models }: Ports,
  projection: Projection,
  findings: Findings,
): Promise<void> => {
  const { name: called, shard, tables } = projection;
  findings.checked('projections');
  const live = await models.stateHash(shard, tables, { checkpoint: called });
  const upTo = live.position ?? 0;
  // Apart from the live rows: the checker writes nothing where it looks.
  const memory = new MemoryReadModels();
  const rebuild = new Rebuild(log, codec.clearly, memory);
  const replayed = await rebuild.replayInto(memory, [projection], generation, { upTo }).catch((error: Error) => error);
  if (replayed instanceof Error) return findings.violated(name, `${called} cannot be replayed: ${replayed.message}`);
  const made = await memory.stateHash(shard, tables, { generation });
  findings.checked('rows', live.rows);
  const same = made.hash === live.hash;
  const rows = `${live.rows} rows, ${made.rows} when replayed`;
  findings.require(same, name, () => `${called} at ${upTo} differs from its log: ${rows}`);
  const stuck = replayed.flatMap(({ parked }) => parked.all());
  findings.require(stuck.length === 0, name, () => `${called}: ${stuck[0]?.stream} cannot be replayed`);
};

/** Checkpoints of projections, policies, relays and inboxes. */
export const checkCheckpoints = async (
  { log, models }: { readonly log: EventLog; readonly models: RebuildableReadModels },
  shards: readonly Projection['shard'][],
  findings: Findings,
): Promise<void> => {
  for (const shard of shards) {
    const head = await log.head(shard);
    for (const { name: called, position } of await models.checkpoints(shard)) {
      findings.checked('checkpoints');
      findings.require(position <= head, 'checkpoints', () => `${called} is at ${position}, beyond ${shard} ${head}`);
    }
    for (const { name: called, stream, position, error } of await models.parked(shard))
      findings.violated('nothing parked', `${called}: ${stream} since ${position} (${error})`);
  }
};
