import { type Decisions, type EventLog, type Shard, shards } from '#eventstore';
import type { Day } from '#kernel';
import { erasureStream } from './erasure.decider.js';
import type { ErasureEvent, ErasureGround } from './erasure.events.js';

/** How somebody's being forgotten stands. */
export interface Erasure {
  readonly person: string;
  /** `forgotten` once no context is left. */
  readonly status: 'decided' | 'forgotten';
  readonly ground: ErasureGround;
  readonly decidedOn: Day;
  /** Last day by which the keys must be gone, those in backups too. */
  readonly dueOn: Day;
  readonly overdue: boolean;
  /** Where the keys are gone, and since when. */
  readonly done: readonly { readonly context: Shard; readonly on: Day }[];
  /** Where they are not: those who are late, once it is overdue. */
  readonly remaining: readonly Shard[];
}

export const standingOf = async (decisions: Decisions, person: string, today: Day): Promise<Erasure | undefined> =>
  standing(await decisions.history<ErasureEvent>('audit', erasureStream(person)), today);

/** Of everybody; the first decided first. The log of audit holds little else: nothing more is kept of it. */
export const everyStanding = async (log: EventLog, decisions: Decisions, today: Day): Promise<readonly Erasure[]> => {
  const streams = new Set<string>();
  for await (const events of log.scan('audit', { types: ['audit.ErasureDecided'] }))
    for (const { type, stream } of events) if (type === 'audit.ErasureDecided') streams.add(stream);
  const histories = await Promise.all([...streams].map(stream => decisions.history<ErasureEvent>('audit', stream)));
  return histories.flatMap(history => standing(history, today) ?? []);
};

const standing = (history: readonly ErasureEvent[], today: Day): Erasure | undefined => {
  const decided = history.find(event => event.type === 'audit.ErasureDecided');
  if (!decided) return undefined;
  const { person, ground, dueOn } = decided.data;
  const reports = history.filter(event => event.type === 'audit.KeysDestroyed');
  const left = reports.at(-1)?.data.remaining ?? decided.data.contexts;
  const status = left.length === 0 ? 'forgotten' : 'decided';
  // Reports come in any order: it is of no interest, and differs from run to run.
  const done = shards.flatMap(context => {
    const report = reports.find(({ data }) => data.contexts.includes(context));
    return report ? [{ context, on: report.effectiveAt }] : [];
  });
  const remaining = shards.filter(context => left.includes(context));
  const overdue = status === 'decided' && today > dueOn;
  return { person, status, ground, decidedOn: decided.effectiveAt, dueOn, overdue, done, remaining };
};
