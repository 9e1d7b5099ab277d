import { EventFeeds, type Shard, uuid5In } from '#eventstore';
import { commandIdOf, InProcessTransport, type Inbox, type Message, Relay } from '#messaging';
import type { ContextParts, Stores } from '#platform';
import type { Findings } from '../checks/invariants/findings.js';
import { type Agreements, agreementsIn, noAgreements, othersAsked } from './agreements.js';

type Ports = Pick<Stores, 'log' | 'codec' | 'models'>;
type Speaking = Pick<ContextParts, 'shard' | 'publications' | 'inboxes'>;

const fromContributions = 'subsidies.from_contributions.v1';

/** All that contexts have ever said, by their logs alone. */
export const allSaid = async (ports: Ports, contexts: readonly Speaking[]): Promise<readonly Message[]> => {
  const { log, codec, models } = ports;
  const feeds = new EventFeeds(log, codec.clearly);
  const said: Message[] = [];
  try {
    for (const { shard, publications } of contexts) {
      const relay = new Relay(feeds.of(shard), models, publications, new InProcessTransport());
      for await (const messages of relay.saidUpTo(await log.head(shard))) said.push(...messages);
    }
    return said;
  } finally {
    feeds.close();
  }
};

/**
 * What one context said, each other one that listens did, once: every request that a message stands for has left its
 * command; and nothing was done in an inbox's name that no message asked for. To be asked when all is at rest.
 */
export const checkSaidAndHeard = async (
  ports: Ports,
  contexts: readonly Speaking[],
  said: readonly Message[],
  findings: Findings,
): Promise<void> => {
  for (const { inboxes, shard } of contexts) {
    const asked = new Map<string, Asked>();
    const cofunded = inboxes.some(inbox => inbox.name === fromContributions) ? await agreementsIn(ports) : noAgreements;
    for (const inbox of inboxes) asked.set(actorOf(inbox), await checkInbox(ports, inbox, said, cofunded, findings));
    if (asked.size > 0) await checkOwnLog(ports, shard, asked, findings);
  }
};

const actorOf = ({ name }: Inbox): string => `system:${name}`;

/** Ids of the commands that an inbox had to carry out. */
interface Asked {
  readonly commands: Set<string>;
  /** Those that are made into one command for each stream they concern, by the event that caused them. */
  readonly forMany: Map<string, string[]>;
  /** Events that caused what has several commands in one stream. */
  readonly causes: Set<string>;
  /** Those made of one request for several funds: the first has the request's own id, the others follow from it. */
  readonly ofFunds: Set<string>;
}

const checkInbox = async (
  { log }: Ports,
  inbox: Inbox,
  said: readonly Message[],
  agreements: Agreements,
  findings: Findings,
): Promise<Asked> => {
  const { name, topic, shard, on } = inbox;
  const heard = said.filter(({ source }) => source === topic);
  const subsidised = new Set(heard.filter(asksSubsidy).map(termOf));
  const asked: Asked = { commands: new Set(), forMany: new Map(), causes: new Set(), ofFunds: new Set() };
  for (const message of heard) {
    for (const { key } of on[message.type]?.(message) ?? []) {
      findings.checked('requests of messages');
      const commandId = commandIdOf(message.id, name, key);
      asked.commands.add(commandId);
      if (madeIntoMany.has(key))
        asked.forMany.set(message.cause, [...(asked.forMany.get(message.cause) ?? []), commandId]);
      if (severalInStream.has(key)) asked.causes.add(message.cause);
      for (const fund of agreements.funds) asked.ofFunds.add(uuid5In(commandId)(fund));
      if (leavesNothing(name, key, message, subsidised)) continue;
      const known = await log.findCommand(shard, commandId);
      findings.require(known !== undefined, 'heard', () => {
        return `${name} did not ${key} of ${message.type} (${message.stream} ${message.revision})`;
      });
      for (const fund of asksSubsidy(message) ? othersAsked(agreements, message) : []) {
        const other = await log.findCommand(shard, uuid5In(commandId)(fund));
        findings.require(other !== undefined, 'heard', () => {
          return `${name} did not ask ${fund} after the others for ${message.type} (${message.stream} ${message.revision})`;
        });
      }
    }
  }
  return asked;
};

/** A close of day has a command for each account, partner or fund it concerns; something told, one for each receiver. */
const madeIntoMany: ReadonlySet<string> = new Set(['close', 'waiting', 'reminders', 'tell', 'amendments']);
/** Of these, what has a command for each of several in one stream: its cause alone says that it was asked for. */
const severalInStream: ReadonlySet<string> = new Set(['amendments']);

const amendmentSettled = 'benefits.AmendmentSettled';

/** There may be nobody it concerns; and who asked no fund has nothing with it. */
const leavesNothing = (inbox: string, key: string, message: Message, subsidised: ReadonlySet<string>): boolean =>
  madeIntoMany.has(key) || (inbox === fromContributions && key !== 'request' && !subsidised.has(termOf(message)));

interface OfTerm {
  readonly household: string;
  readonly term: number;
}
const termOf = ({ data }: Message): string => `${(data as OfTerm).household}/${(data as OfTerm).term}`;
const asksSubsidy = ({ type, data }: Message): boolean =>
  type === 'contributions.dues-raised.v1' && (data as { subsidy: unknown }).subsidy !== null;

/** What a command for one of many may be named after: `zabre.C1`, and `C1` where the stream says of which scheme. */
const subjectsOf = (stream: string): readonly string[] => {
  const subject = stream.slice(stream.indexOf('-') + 1);
  return [subject, subject.slice(subject.indexOf('.') + 1)];
};

/** What stands in the log in an inbox's name was asked for by a message, or for one stream by one. */
const checkOwnLog = async (
  { log, codec }: Ports,
  shard: Shard,
  asked: ReadonlyMap<string, Asked>,
  findings: Findings,
): Promise<void> => {
  for await (const stored of log.scan(shard)) {
    for (const { type, recorded } of await codec.clearly(stored)) {
      const { position, commandId, actor, stream, cause } = recorded;
      const ids = asked.get(actor.id);
      if (!ids) continue;
      findings.checked('events that follow from messages');
      const right =
        ids.commands.has(commandId) ||
        ids.ofFunds.has(commandId) ||
        (type === amendmentSettled && ids.causes.has(cause ?? '')) ||
        (ids.forMany.get(cause ?? '') ?? []).some(id =>
          subjectsOf(stream).some(subject => uuid5In(id)(subject) === commandId),
        );
      findings.require(right, 'heard once', () => {
        return `${shard} ${position} (${type}) of ${actor.id} follows from no message`;
      });
    }
  }
};
