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

interface Told {
  readonly status: 'recorded' | 'unchanged' | 'repeated';
  readonly position: number;
  readonly answer: { readonly claim: string } | null;
}

const name = 'acknowledged';

/** Id of the command a delivery stands for, however often it is delivered. */
export const commandOfDelivery = ({ endpoint, webhookId }: Pick<Acknowledged, 'endpoint' | 'webhookId'>): string =>
  commandIdOf(endpoint, 'DeliverClaim', '*', `webhook|${webhookId}`);

/**
 * What a provider was told is on disk: its claim was submitted once and decided, the command is kept, and a repeated
 * delivery would be told the same, word for word.
 */
export const checkAcknowledged = async (
  { log, keys }: { readonly log: EventLog; readonly keys: DataKeys },
  acknowledged: readonly Acknowledged[],
  findings: Findings,
): Promise<void> => {
  const answers = new Answers(keys);
  for (const delivery of acknowledged) {
    const { status, position, answer } = delivery.answer as Told;
    const who = `delivery ${delivery.webhookId}`;
    findings.checked('acknowledged deliveries');
    if (!answer) {
      findings.violated(name, `${who} was answered without a decision`);
      continue;
    }
    await checkClaim(log, answer.claim, who, findings);
    // The claim was known from another delivery: this one left nothing behind.
    if (status === 'unchanged') continue;
    const commandId = commandOfDelivery(delivery);
    const known = await log.findCommand('benefits', commandId);
    if (!known) {
      findings.violated(name, `${who} was told ${status}, and command ${commandId} is not there`);
      continue;
    }
    const { lastPosition } = known;
    findings.require(position === lastPosition, name, () => `${who} was told ${position}, stored at ${lastPosition}`);
    const kept = await answers.open('benefits', commandId, known.answer);
    const same = stable(kept) === stable(answer);
    findings.require(same, name, () => `${who}: the answer kept is not the one that was given`);
  }
};

const checkClaim = async (log: EventLog, claim: string, who: string, findings: Findings): Promise<void> => {
  const types = (await log.readStream('benefits', `benefits.claim-${claim}`)).map(({ type }) => type);
  const submitted = types.filter(type => type === 'benefits.ClaimSubmitted').length;
  findings.require(submitted === 1, name, () => `${who}: claim ${claim} was submitted ${submitted} times`);
  const decided = types.includes('benefits.ClaimAdjudicated');
  findings.require(decided, name, () => `${who}: claim ${claim} is not decided`);
};
