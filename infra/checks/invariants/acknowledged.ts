import stable from 'fast-json-stable-stringify';
import { Answers, type DataKeys, type EventLog } from '#eventstore';
import { commandIdOf } from '../../../libs/platform/src/http/request-context.js';
import type { Findings } from './findings.js';

/** A delivery that was answered with 200, and what the provider was told: the body, parsed. */
export interface Acknowledged {
  readonly endpoint: string;
  readonly webhookId: string;
  readonly answer: unknown;
}

interface Ports {
  readonly log: EventLog;
  readonly keys: DataKeys;
}

const name = 'acknowledged';
/** Deliveries looked up at the same time. */
const together = 32;

/** Id of the command a delivery stands for, however often it is delivered. */
export const commandOfDelivery = ({ endpoint, webhookId }: Pick<Acknowledged, 'endpoint' | 'webhookId'>): string =>
  commandIdOf(endpoint, 'DeliverClaim', '*', `webhook|${webhookId}`);

/**
 * What a provider was told is on disk: its claim was submitted once and decided, the command is kept, and a repeated
 * delivery would be told the same, word for word.
 */
export const checkAcknowledged = async (
  ports: Ports,
  acknowledged: readonly Acknowledged[],
  findings: Findings,
): Promise<void> => {
  for (let from = 0; from < acknowledged.length; from += together) {
    const some = acknowledged.slice(from, from + together);
    await Promise.all(some.map(delivery => checkDelivery(ports, delivery, findings)));
  }
};

const checkDelivery = async ({ log, keys }: Ports, delivery: Acknowledged, findings: Findings): Promise<void> => {
  const who = `delivery ${delivery.webhookId}`;
  findings.checked('acknowledged deliveries');
  const { claim } = (delivery.answer ?? {}) as { readonly claim?: unknown };
  if (typeof claim !== 'string') return findings.violated(name, `${who} was answered without a decision`);

  const [registered] = await log.readStream('benefits', `benefits.endpoint-${delivery.endpoint}`);
  const scheme = registered?.scheme ?? '';
  const events = await log.readStream('benefits', `benefits.claim-${scheme}.${claim}`);
  const submitted = events.filter(({ type }) => type === 'benefits.ClaimSubmitted');
  const once = submitted.length === 1;
  findings.require(once, name, () => `${who}: claim ${claim} was submitted ${submitted.length} times`);
  const decided = events.some(({ type }) => type === 'benefits.ClaimAdjudicated');
  findings.require(decided, name, () => `${who}: claim ${claim} is not decided`);

  const commandId = commandOfDelivery(delivery);
  const known = await log.findCommand('benefits', commandId);
  if (!known) {
    // The claim came before under another delivery's id: this one was told how it stood, and left nothing behind.
    const another = once && submitted[0]!.commandId !== commandId;
    return findings.require(another, name, () => `${who}: its command ${commandId} is not there`);
  }
  const kept = await new Answers(keys).open('benefits', commandId, known.answer);
  const same = stable(kept) === stable(delivery.answer);
  findings.require(same, name, () => `${who}: the answer kept is not the one that was given`);
};
