import { type DataKeys, type EventLog, shards } from '#eventstore';
import { destroyWithinReach, type Forgetting, recordErasure } from './forget-person.js';
import { isWhole, linesOf } from './register.js';

export interface ForgettingAgain extends Forgetting {
  readonly log: EventLog;
  readonly dataKeys: DataKeys;
}

/**
 * After a backup was restored: whoever was ever forgotten, by the register or by the log, is unreadable before anything is
 * read. Whom the backup did not yet know as forgotten is decided again, on the day it was decided, so that the log says
 * who and why; where an old register does not say who decided, the keys go all the same.
 * @returns everybody who is forgotten
 */
export const forgetAgain = async (forgetting: ForgettingAgain): Promise<ReadonlySet<string>> => {
  const { log, dataKeys, register } = forgetting;
  const decided = await decidedIn(log);
  const lines = await linesOf(register);
  const persons = new Set([...lines.map(({ person }) => person), ...decided]);
  for (const person of persons) for (const context of shards) await dataKeys.destroy(context, person);
  for (const line of lines) {
    if (decided.has(line.person) || !isWhole(line)) continue;
    const { on, ...request } = line;
    await recordErasure(request, on, forgetting);
    await destroyWithinReach(request, forgetting);
  }
  return persons;
};

const decidedIn = async (log: EventLog): Promise<ReadonlySet<string>> => {
  const persons = new Set<string>();
  for await (const events of log.scan('audit', { types: ['audit.ErasureDecided'] }))
    for (const { type, clear } of events)
      if (type === 'audit.ErasureDecided')
        persons.add((JSON.parse(Buffer.from(clear).toString('utf8')) as { person: string }).person);
  return persons;
};
