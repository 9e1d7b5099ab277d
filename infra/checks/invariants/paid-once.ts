import type { RecordedEvent } from '#eventstore';
import type { Minor } from '#kernel';
import type { ClaimEvent } from '../../../libs/benefits/src/claim/claim.events.js';
import type { ClaimBooked, HouseholdEvent } from '../../../libs/benefits/src/household/household.events.js';
import type { RemittanceEvent, RemittanceIssued } from '../../../libs/benefits/src/remittance/remittance.events.js';
import type { Findings } from './findings.js';
import { inScheme, type LogInvariant, placeOf } from './log-invariant.js';

type Seen = RecordedEvent<ClaimEvent | HouseholdEvent | RemittanceEvent>;
const name = 'paid once';

/**
 * A claim is submitted once; one provider's act for one person on one day is accepted once, at any moment; a decision
 * is paid by one remittance, at its own amount.
 */
export class PaidOnce implements LogInvariant {
  private readonly submitted = new Set<string>();
  private readonly decided = new Map<string, Minor>();
  private readonly remitted = new Map<string, string>();
  /** Business keys of accepted and pended lines, and the claim each belongs to. */
  private readonly holders = new Map<string, string>();
  private readonly held = new Map<string, readonly string[]>();

  constructor(private readonly findings: Findings) {}

  see(seen: RecordedEvent): void {
    const event = seen as Seen;
    switch (event.type) {
      case 'benefits.ClaimSubmitted': {
        const claim = inScheme(seen, event.data.claim);
        this.findings.checked('claims');
        this.require(seen, !this.submitted.has(claim), `claim ${claim} was submitted before`);
        this.submitted.add(claim);
        return;
      }
      case 'benefits.ClaimAdjudicated':
      case 'benefits.ClaimReversed': {
        const { claim, decision, change } = event.data;
        this.decided.set(`${inScheme(seen, claim)}/${decision}`, change.provider);
        return;
      }
      case 'benefits.ClaimBooked':
        return this.book(event.data, seen);
      case 'benefits.RemittanceIssued':
        for (const line of event.data.lines) this.pay(event.data.remittance, line, seen);
        return;
      default:
    }
  }

  private book({ claim: id, status, holds }: ClaimBooked['data'], event: RecordedEvent): void {
    const claim = inScheme(event, id);
    for (const key of this.held.get(claim) ?? []) if (this.holders.get(key) === claim) this.holders.delete(key);
    const accepted = status === 'approved' || status === 'pended' ? holds : [];
    for (const key of accepted) {
      this.findings.checked('accepted lines');
      const holder = this.holders.get(key);
      this.require(event, holder === undefined, `line ${key} of ${claim} was accepted for ${holder} already`);
      this.holders.set(key, claim);
    }
    this.held.set(claim, accepted);
  }

  private pay(remittance: string, line: RemittanceIssued['data']['lines'][number], event: RecordedEvent): void {
    const { claim, decision, amount } = line;
    const key = `${inScheme(event, claim)}/${decision}`;
    this.findings.checked('remitted decisions');
    const before = this.remitted.get(key);
    this.require(event, before === undefined, `decision ${key} was paid by ${before} already`);
    const due = this.decided.get(key);
    this.require(event, amount === due, `decision ${key} is paid ${amount}, it says ${due ?? 'nothing'}`);
    this.remitted.set(key, remittance);
  }

  private require(event: RecordedEvent, holds: boolean, wrong: string): void {
    this.findings.require(holds, name, () => `${placeOf(event)}: ${wrong}`);
  }
}
