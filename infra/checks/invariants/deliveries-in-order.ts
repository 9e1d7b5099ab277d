import type { RecordedEvent } from '#eventstore';
import type { DeliveryEvent } from '../../../libs/webhooks/src/delivery/delivery.events.js';
import { mostAttempts } from '../../../libs/webhooks/src/delivery/retry.rule.js';
import type { EndpointEvent } from '../../../libs/webhooks/src/endpoint/endpoint.events.js';
import type { Findings } from './findings.js';
import { type LogInvariant, placeOf } from './log-invariant.js';

type Seen = RecordedEvent<DeliveryEvent | EndpointEvent>;
type Tried = Extract<Seen, { data: { attempt: number; about: string } }>;
const name = 'deliveries in order';

/** What one receiver is told of one thing. */
interface Line {
  /** Messages that wait, the first first, and how often each was tried. */
  readonly waiting: Map<string, number>;
  readonly settled: Set<string>;
  /** Of a claim: the last decision told, and since when it wants to hear of each. */
  decision?: number;
}

/**
 * A receiver is told each thing once, and of one claim in the order it was decided, without a gap; only what comes first
 * is tried, and none more often than promised; what was tried was to be told.
 */
export class DeliveriesInOrder implements LogInvariant {
  private readonly lines = new Map<string, Line>();
  /** Receivers that changed what they want to hear of: what lies between was not theirs to hear. */
  private readonly changed = new Set<string>();

  constructor(private readonly findings: Findings) {}

  see(event: RecordedEvent): void {
    const seen = event as Seen;
    switch (seen.type) {
      case 'webhooks.NoticeQueued':
        return this.queue(seen);
      case 'webhooks.NoticeDelivered':
      case 'webhooks.AttemptFailed':
      case 'webhooks.NoticeGivenUp':
        return this.tried(seen);
      case 'webhooks.RedeliveryAsked': {
        const { settled, waiting } = this.lineOf(seen);
        const { message } = seen.data;
        this.require(seen, settled.delete(message), `${message} was not settled, and is told again`);
        waiting.set(message, 0);
        return;
      }
      case 'webhooks.ContractsChanged':
        this.changed.add(receiverOf(seen));
        return;
      default:
    }
  }

  private queue(seen: Extract<Seen, { type: 'webhooks.NoticeQueued' }>): void {
    const { message, contract, data } = seen.data;
    const line = this.lineOf(seen);
    this.findings.checked('notices to providers');
    this.require(seen, !line.waiting.has(message) && !line.settled.has(message), `${message} was queued before`);
    line.waiting.set(message, 0);
    if (contract !== 'benefits.claim-decided.v1') return;
    const { decision } = data as { readonly decision: number };
    const next = line.decision === undefined || decision === line.decision + 1;
    const excused = this.changed.has(receiverOf(seen)) && decision > (line.decision ?? 0);
    this.require(seen, next || excused, `decision ${decision} follows ${line.decision}`);
    line.decision = decision;
  }

  private tried(seen: Tried): void {
    const { message, attempt } = seen.data;
    const { waiting, settled } = this.lineOf(seen);
    this.findings.checked('attempts at providers');
    const [first] = waiting.keys();
    this.require(seen, first === message, `${message} was tried, ${first ?? 'nothing'} comes first`);
    const before = waiting.get(message) ?? 0;
    const right = attempt === before + 1 && attempt <= mostAttempts;
    this.require(seen, right, `attempt ${attempt} at ${message} follows ${before}`);
    if (seen.type === 'webhooks.AttemptFailed') {
      if (waiting.has(message)) waiting.set(message, attempt);
    } else if (waiting.delete(message)) settled.add(message);
  }

  private lineOf(seen: Extract<Seen, { data: { about: string } }>): Line {
    const key = `${receiverOf(seen)}/${seen.data.about}`;
    const line = this.lines.get(key) ?? { waiting: new Map(), settled: new Set() };
    this.lines.set(key, line);
    return line;
  }

  private require(seen: Seen, holds: boolean, wrong: string): void {
    this.findings.require(holds, name, () => `${placeOf(seen)}: ${wrong}`);
  }
}

const receiverOf = ({ data: { endpoint }, recorded: { scheme } }: Seen): string => `${scheme}/${endpoint}`;
