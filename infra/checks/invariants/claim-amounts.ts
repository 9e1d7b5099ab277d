import type { RecordedEvent } from '#eventstore';
import type { Minor } from '#kernel';
import type { ClaimAdjudicated, ClaimEvent, PayeeChange } from '../../../libs/benefits/src/claim/claim.events.js';
import type { RemittanceEvent, RemittanceIssued } from '../../../libs/benefits/src/remittance/remittance.events.js';
import type { Findings } from './findings.js';
import { inScheme, type LogInvariant, placeOf } from './log-invariant.js';

type Seen = RecordedEvent<ClaimEvent | RemittanceEvent>;
const name = 'claim amounts';

interface Owed extends PayeeChange {
  readonly decision: number;
}

/**
 * Each decision says where every franc billed goes; the changes of a claim's decisions add up to what the last of them
 * promises; a remittance pays what its lines say, no more and no less.
 */
export class ClaimAmounts implements LogInvariant {
  private readonly owed = new Map<string, Owed>();

  constructor(private readonly findings: Findings) {}

  see(seen: RecordedEvent): void {
    const event = seen as Seen;
    switch (event.type) {
      case 'benefits.ClaimAdjudicated': {
        const { claim, decision, change, payee, amounts } = event.data;
        this.findings.checked('decisions');
        this.addUp(event);
        const [provider, member] = payee === 'provider' ? [amounts.scheme, 0] : [0, amounts.scheme];
        return this.move(event, claim, decision, change, { provider, member });
      }
      case 'benefits.ClaimReversed': {
        const { claim, decision, change } = event.data;
        return this.move(event, claim, decision, change, { provider: 0, member: 0 });
      }
      case 'benefits.RemittanceIssued':
        return this.seeRemittance(event.data, seen);
      default:
    }
  }

  private addUp(event: RecordedEvent<ClaimAdjudicated>): void {
    const { amounts: of, status } = event.data;
    const recognised = of.allowed + of.writeOff + of.overPrice;
    this.require(event, of.billed === recognised, `${of.billed} billed, ${recognised} accounted for`);
    const shared = of.programme + of.scheme + of.funderOnCopay + of.member;
    this.require(event, of.allowed === shared, `${of.allowed} allowed, ${shared} shared out`);
    const charged = of.deducted + of.copay + of.excess - of.funderOnCopay;
    this.require(event, of.member === charged, `${of.member} for the member, ${charged} explained`);
    const pays = of.member + of.overPrice;
    this.require(event, of.memberPays === pays, `member pays ${of.memberPays}, not ${pays}`);
    for (const [field, amount] of Object.entries(of)) this.require(event, amount >= 0, `${field} is ${amount}`);
    this.require(event, status !== 'rejected' || of.scheme === 0, `rejected, and the scheme pays ${of.scheme}`);
  }

  private move(
    event: RecordedEvent,
    claim: string,
    decision: number,
    change: PayeeChange,
    promised: PayeeChange,
  ): void {
    const key = inScheme(event, claim);
    const before = this.owed.get(key) ?? { decision: 0, provider: 0, member: 0 };
    const after = { decision, provider: before.provider + change.provider, member: before.member + change.member };
    this.require(event, decision === before.decision + 1, `decision ${decision} of ${claim} after ${before.decision}`);
    const adds = after.provider === promised.provider && after.member === promised.member;
    const said = `${promised.provider} and ${promised.member}`;
    this.require(
      event,
      adds,
      `${claim}: changes make ${after.provider} and ${after.member}, the decision says ${said}`,
    );
    this.owed.set(key, after);
  }

  private seeRemittance(data: RemittanceIssued['data'], event: RecordedEvent): void {
    this.findings.checked('remittances');
    const { lines, gross, returned, carriedIn, net, carriedOut } = data;
    const total = (sign: 1 | -1): Minor => lines.reduce((sum, { amount }) => sum + Math.max(0, sign * amount), 0);
    this.require(event, gross === total(1), `gross ${gross}, lines say ${total(1)}`);
    this.require(event, returned === total(-1), `returned ${returned}, lines say ${total(-1)}`);
    const adds = net - carriedOut === gross - returned - carriedIn && net >= 0 && carriedOut >= 0;
    this.require(event, adds, `net ${net} of ${gross} − ${returned} − ${carriedIn}, ${carriedOut} carried on`);
  }

  private require(event: RecordedEvent, holds: boolean, wrong: string): void {
    this.findings.require(holds, name, () => `${placeOf(event)}: ${wrong}`);
  }
}
