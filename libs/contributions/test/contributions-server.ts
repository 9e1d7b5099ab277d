import type { Message } from '#messaging';
import type { MembershipMessage } from '#membership/contracts';
import type { Role, Stores } from '#platform';
import type { SubsidiesMessage } from '#subsidies/contracts';
import { ContextServer, runAlone, type Verb } from '#testing/one-context';
import { contributionsContext } from '../src/contributions.module.js';

type Told = Pick<MembershipMessage | SubsidiesMessage, 'type' | 'data'>;
interface Asked {
  readonly as?: Role;
  readonly of?: readonly string[];
  /** Day of the virtual clock. */
  readonly at?: string;
  readonly key?: string;
  /** A manager who gives a token of their own. */
  readonly approvedBy?: string;
}

/** Contributions alone, behind HTTP; what the other contexts say comes twice. */
export class ContributionsServer extends ContextServer {
  readonly heard: Message[] = [];
  private clerk: Promise<string> | undefined;

  static async start(
    openStores: () => Promise<Stores>,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ContributionsServer> {
    const running = await runAlone(contributionsContext, openStores, 11, settings);
    const server = new ContributionsServer(running);
    await running.transport.subscribe('contributions', 'listener', messages => {
      server.heard.push(...messages);
      return Promise.resolve();
    });
    return server;
  }

  /** Told at least once, under these ids. */
  heardOf(type: string): readonly unknown[] {
    const messages = this.heard.filter(message => message.type === type);
    return [...new Map(messages.map(({ id, data }) => [id, data])).values()];
  }

  ask(method: Verb, path: string, body?: object, asked: Asked = {}) {
    const { as: role = 'scheme-manager', of: schemes = ['A'], at = '2025-01-10', key, approvedBy } = asked;
    return this.askInA(method, path, body, { as: { role, schemes }, at, key, approvedBy });
  }

  /** Sends a command until it is answered: whoever is told to come again does. @returns the status it ends with */
  async insist(path: string, body: object, key: string, at = '2025-01-10'): Promise<number> {
    const as = { role: 'scheme-clerk', schemes: ['A'] } as const;
    this.clerk ??= this.headersOf({ as, at }).then(({ authorization }) => authorization ?? '');
    const headers = {
      authorization: await this.clerk,
      'entraide-instant': `${at}T10:00:00.000Z`,
      'content-type': 'application/json',
      'idempotency-key': key,
    };
    for (;;) {
      const url = `${this.origin}/v1/schemes/A/${path}`;
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
      await response.arrayBuffer();
      if (response.headers.get('retry-after') === null) return response.status;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  /** A file, as it comes. */
  async read(path: string) {
    const as = { role: 'scheme-manager', schemes: ['A'] } as const;
    const { bytes, ...answered } = await this.fileInA(path, { as, at: '2025-07-31' });
    return { ...answered, text: bytes.toString('utf8') };
  }

  /** Another context says something of scheme A. */
  tell({ type, data }: Told): Promise<void> {
    const stream = `${type.split('.')[0] ?? ''}.household-H0`;
    return this.hear(stream, type, data, '2025-01-10T09:00:00.000Z');
  }
}
