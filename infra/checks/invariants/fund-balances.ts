import type { RecordedEvent } from '#eventstore';
import type { Minor } from '#kernel';
import type { FundEvent } from '../../../libs/subsidies/src/fund/fund.events.js';
import type { Account, Balance } from '../../../libs/subsidies/src/ledger/postings.js';
import type { Findings } from './findings.js';
import { type LogInvariant, placeOf } from './log-invariant.js';

type Movement = Extract<FundEvent, { data: { postings: readonly unknown[] } }>;
const places = ['available', 'reserved', 'committed', 'settled'] as const;
const name = 'funds';

/**
 * Every franc a funder gave is available, reserved, committed or settled, and nowhere less than nothing, after each
 * event. Reckoned from the postings alone, and compared with the balance each event says it leaves.
 */
export class FundBalances implements LogInvariant {
  private readonly accounts = new Map<string, Map<string, Minor>>();

  constructor(private readonly findings: Findings) {}

  see(event: RecordedEvent): void {
    if (event.recorded.shard !== 'subsidies' || !('postings' in (event.data as object))) return;
    const { fund, postings, balance } = (event as RecordedEvent<Movement>).data;
    this.findings.checked('movements of funds');
    let accounts = this.accounts.get(fund);
    if (!accounts) this.accounts.set(fund, (accounts = new Map()));
    for (const { account, scheme, amount } of postings) {
      for (const key of [account, `${account} of ${scheme}`]) accounts.set(key, (accounts.get(key) ?? 0) + amount);
    }
    this.compare(event, accounts, balance);
  }

  private compare(event: RecordedEvent, accounts: ReadonlyMap<string, Minor>, said: Balance): void {
    const of = (account: Account): Minor => accounts.get(account) ?? 0;
    for (const [account, amount] of accounts) {
      const mayOwe = account.startsWith('received') || account.startsWith('pledged');
      this.require(event, mayOwe || amount >= 0, `${account} is ${amount}`);
    }
    const received = -of('received');
    const placed = places.reduce((total, place) => total + of(place), 0);
    const pledged = -of('pledged');
    this.require(event, pledged >= 0, `${pledged} are pledged`);
    this.require(event, placed === received + pledged, `${received + pledged} came in, ${placed} are accounted for`);
    this.require(event, (said.pledged ?? 0) === pledged, `says ${said.pledged} pledged, postings say ${pledged}`);
    this.require(event, said.received === received, `says ${said.received} received, postings say ${received}`);
    for (const place of places) {
      this.require(event, said[place] === of(place), `says ${said[place]} ${place}, postings say ${of(place)}`);
    }
  }

  private require(event: RecordedEvent, holds: boolean, wrong: string): void {
    this.findings.require(holds, name, () => `${placeOf(event)}: ${wrong}`);
  }
}
