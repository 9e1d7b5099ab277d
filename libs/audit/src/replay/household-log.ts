import { type EventLog, type Scope, type Shard, shards, type StoredEvent } from '#eventstore';
import { readInstead } from './part-of-log.js';

/** What the logs hold of one household, and the ids that are its own. */
export interface HouseholdPart {
  readonly events: ReadonlyMap<Shard, readonly StoredEvent[]>;
  /** Of itself, its people, claims and receipts. */
  readonly ids: ReadonlySet<string>;
  /** Those events alone, as a log. */
  readonly log: EventLog;
}

/** Where a context writes of a household under its own id; the others know none. */
const homes: Readonly<Partial<Record<Shard, readonly string[]>>> = {
  membership: ['household'],
  contributions: ['account', 'payments', 'loans'],
  benefits: ['household'],
  subsidies: ['household'],
};

/** Things of a household that have a history of their own. */
const named = ['person', 'claim', 'receipt', 'fund'] as const;
const kinds: Readonly<Record<(typeof named)[number], string>> = {
  person: 'beneficiary',
  claim: 'claim',
  receipt: 'receipt',
  fund: 'fund',
};

/**
 * The events of one household, found by the names of their streams: no log is read through, however long it is.
 * Undefined: no event of it may be seen in this scope.
 */
export const householdPart = async (
  log: EventLog,
  scope: Scope,
  household: string,
): Promise<HouseholdPart | undefined> => {
  const events = new Map<Shard, readonly StoredEvent[]>();
  const ids = new Set([household]);
  for (const shard of shards) {
    const streams = (homes[shard] ?? []).map(home => `${shard}.${home}-${household}`);
    if (streams.length === 0) continue;
    const own = visible((await log.readStreams(shard, streams)).flat(), scope);
    const further = new Set<string>();
    for (const event of own)
      for (const [kind, id] of thingsIn(event)) {
        if (kind !== 'fund') ids.add(id);
        further.add(`${shard}.${kinds[kind]}-${kind === 'fund' ? id : `${event.scheme}.${id}`}`);
      }
    if (shard === 'contributions') for (const { scheme } of own) further.add(`contributions.wallet-${scheme}`);
    const others = (await log.readStreams(shard, [...further])).flat();
    const theirs = others.filter(event => !isShared(event) || textOf(event).includes(`"${household}"`));
    const all = [...own, ...visible(theirs, scope)].sort((a, b) => a.position - b.position);
    if (all.length > 0) events.set(shard, all);
  }
  if (events.size === 0) return undefined;
  return { events, ids, log: only(log, events) };
};

const only = (log: EventLog, events: ReadonlyMap<Shard, readonly StoredEvent[]>): EventLog =>
  readInstead(log, async function* (shard, { after = 0, upTo = Infinity } = {}) {
    yield (events.get(shard) ?? []).filter(({ position }) => after < position && position <= upTo);
  });

const visible = (events: readonly StoredEvent[], { schemes }: Scope): readonly StoredEvent[] =>
  schemes === 'all' ? events : events.filter(({ scheme }) => schemes.includes(scheme));

/** A fund is everybody's, a scheme's mobile-money wallet too: of their history only what names the household. */
const isShared = ({ stream }: StoredEvent): boolean => /^(subsidies\.fund|contributions\.wallet)-/.test(stream);

const textOf = ({ clear, clearText }: StoredEvent): string => clearText ?? Buffer.from(clear).toString('utf8');

function* thingsIn(event: StoredEvent): Generator<readonly [(typeof named)[number], string]> {
  const data = JSON.parse(textOf(event)) as Readonly<Record<string, unknown>>;
  for (const kind of named) if (typeof data[kind] === 'string') yield [kind, data[kind]];
}
