import type { RecordedEvent } from '#eventstore';
import type { ClaimEvent } from '../../../libs/benefits/src/claim/claim.events.js';
import type { RemittanceEvent } from '../../../libs/benefits/src/remittance/remittance.events.js';
import type { DeliveryEvent } from '../../../libs/webhooks/src/delivery/delivery.events.js';
import type { EndpointEvent, EndpointSubscribed } from '../../../libs/webhooks/src/endpoint/endpoint.events.js';
import { skew_ms } from '../../../libs/webhooks/src/receivers/decide-telling.js';
import type { Findings } from './findings.js';
import { type LogInvariant, placeOf } from './log-invariant.js';

type Seen = RecordedEvent<ClaimEvent | RemittanceEvent | DeliveryEvent | EndpointEvent>;
const name = 'notices queued';

/** Something a provider's receivers are told of. */
interface Fact {
  readonly scheme: string;
  readonly owner: string;
  readonly contract: string;
  /** Which it is, among all that concern its claim or remittance. */
  readonly key: string;
  readonly recorded_ms: number;
  readonly place: string;
}

interface Receiver {
  readonly endpoint: string;
  readonly contracts: readonly string[];
  readonly since_ms: number;
  /** It was closed, or chose other types of event: nobody can say any more what it was to be told at which moment. */
  excused: boolean;
}

/**
 * Whatever was decided of a provider's claim, or became of its remittance, was queued for each receiver it had by then:
 * also the first thing about a claim, before which there is nothing that would show the gap. To be asked at rest; what was
 * recorded within the difference that clocks may have, after the receiver came, may have been heard of before it came.
 */
export class NoticesQueued implements LogInvariant {
  private readonly facts: Fact[] = [];
  private readonly receivers = new Map<string, Receiver[]>();
  private readonly queued = new Set<string>();

  constructor(private readonly findings: Findings) {}

  see(event: RecordedEvent): void {
    const seen = event as Seen;
    const { scheme } = seen.recorded;
    switch (seen.type) {
      case 'benefits.ClaimAdjudicated':
      case 'benefits.ClaimReversed': {
        const { claim, provider, decision } = seen.data;
        return this.happened(event, provider, 'benefits.claim-decided.v1', keyOf(`claim-${claim}`, decision));
      }
      case 'benefits.RemittanceIssued':
        return this.remittance(event, seen.data, 'benefits.remittance-issued.v1');
      case 'benefits.RemittanceApproved':
        return this.remittance(event, seen.data, 'benefits.remittance-approved.v1');
      case 'benefits.RemittancePaid':
        return this.remittance(event, seen.data, 'benefits.remittance-paid.v1');
      case 'webhooks.EndpointSubscribed':
        return this.came(seen.data);
      case 'webhooks.ContractsChanged':
      case 'webhooks.EndpointClosed':
        return this.excuse(scheme, seen.data.endpoint);
      case 'webhooks.NoticeQueued': {
        const { endpoint, about, contract, data } = seen.data;
        const { decision } = data as { readonly decision?: number };
        this.queued.add(`${scheme}/${endpoint}/${contract}/${keyOf(about, decision)}`);
        return;
      }
      default:
    }
  }

  finish(): void {
    for (const { scheme, owner, contract, key, recorded_ms, place } of this.facts)
      for (const { endpoint, contracts, since_ms, excused } of this.receivers.get(owner) ?? []) {
        if (excused || !contracts.includes(contract) || recorded_ms <= since_ms + skew_ms) continue;
        this.findings.checked('facts for receivers');
        const told = this.queued.has(`${scheme}/${endpoint}/${contract}/${key}`);
        this.findings.require(told, name, () => `${place}: ${endpoint} is never told ${contract} of ${key}`);
      }
  }

  private remittance(
    event: RecordedEvent,
    { remittance, provider }: { readonly remittance: string; readonly provider: string },
    contract: string,
  ): void {
    this.happened(event, provider, contract, keyOf(`remittance-${remittance}`));
  }

  private happened(event: RecordedEvent, provider: string, contract: string, key: string): void {
    const { scheme, recordedAt } = event.recorded;
    const owner = `${scheme}/${provider}`;
    this.facts.push({ scheme, owner, contract, key, recorded_ms: Date.parse(recordedAt), place: placeOf(event) });
  }

  private came({ scheme, provider, endpoint, contracts, since }: EndpointSubscribed['data']): void {
    const owner = `${scheme}/${provider}`;
    const receiver = { endpoint, contracts, since_ms: Date.parse(since), excused: false };
    this.receivers.set(owner, [...(this.receivers.get(owner) ?? []), receiver]);
  }

  private excuse(scheme: string, endpoint: string): void {
    for (const [owner, receivers] of this.receivers)
      if (owner.startsWith(`${scheme}/`))
        for (const receiver of receivers) if (receiver.endpoint === endpoint) receiver.excused = true;
  }
}

const keyOf = (about: string, decision?: number): string => (decision === undefined ? about : `${about} ${decision}`);
