import type { StoredEvent } from '#eventstore';
import type { Minor } from '#kernel';

interface Movement {
  readonly currency?: string;
  readonly postings?: readonly { readonly account: string; readonly scheme?: string; readonly amount: Minor }[];
  readonly change?: { readonly provider: Minor; readonly member: Minor };
  readonly net?: Minor;
}

/** What every account of the journals holds, by the events alone: the figures an export can be held to. */
export class Figures {
  private readonly held = new Map<string, Minor>();

  add({ shard, type, scheme, clear }: StoredEvent): void {
    const data = JSON.parse(Buffer.from(clear).toString('utf8')) as Movement;
    const post = (account: string, amount: Minor, of: string): void => {
      const key = `${shard} ${of} ${account} ${data.currency ?? '-'}`;
      this.held.set(key, (this.held.get(key) ?? 0) + amount);
    };
    if (Array.isArray(data.postings))
      for (const { account, amount, scheme: of } of data.postings) post(account, amount, of ?? scheme);
    if (data.change && type.startsWith('benefits.Claim')) {
      post('benefits', data.change.provider + data.change.member, scheme);
      post('providersPayable', -data.change.provider, scheme);
      post('membersPayable', -data.change.member, scheme);
    }
    if (type === 'benefits.RemittanceIssued' && data.net !== undefined) {
      post('providersPayable', data.net, scheme);
      post('providersPaid', -data.net, scheme);
    }
  }

  /** `shard scheme account currency amount`, one per line, sorted; accounts at zero left out. */
  lines(): string {
    const lines = [...this.held].filter(([, amount]) => amount !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
    return lines.map(([key, amount]) => `${key} ${amount}\n`).join('');
  }
}
