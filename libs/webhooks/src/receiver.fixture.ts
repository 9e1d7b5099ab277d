import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

interface Told {
  readonly claim?: string;
  readonly decision?: number;
  readonly challenge?: string;
}

/** A request as it came to a provider's system. */
export interface Came {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: { readonly type: string; readonly data: Told };
  /** Whether it was taken: answered 2xx. */
  readonly taken: boolean;
}

export type Behaviour = (came: Omit<Came, 'taken'>, response: ServerResponse) => void | Promise<void>;

export const answering =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (_, response) =>
    void response.writeHead(status, headers).end();

/** A provider's system on this machine, which behaves as it is told to. */
export class Receiver {
  readonly came: Came[] = [];
  behaviour: Behaviour = answering(204);
  /** Most requests about one claim that were there at the same time. */
  atOnceOfOneClaim = 0;
  /** Challenges it answered. */
  readonly challenges: Came[] = [];
  private readonly under = new Map<string, number>();
  private tellSecret: (secret: string) => void = () => undefined;
  private secret = this.toldSecret();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => void receiver.take(request.headers, Buffer.concat(pieces).toString(), response));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  /** The key it was given when it was subscribed; challenges that came before wait for it. */
  knows(secret: string): void {
    this.tellSecret(secret);
    this.secret = Promise.resolve(secret);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks?key=s3cr3t`;
  }

  get taken(): readonly Came[] {
    return this.came.filter(({ taken }) => taken);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private async take(headers: IncomingHttpHeaders, text: string, response: ServerResponse): Promise<void> {
    const body = JSON.parse(text) as Came['body'];
    const came = { id: String(headers['webhook-id']), headers, text, body };
    if (body.type === 'webhooks.challenge.v1') return this.prove({ ...came, taken: true }, response);
    const claim = body.data.claim ?? came.id;
    const now = (this.under.get(claim) ?? 0) + 1;
    this.under.set(claim, now);
    this.atOnceOfOneClaim = Math.max(this.atOnceOfOneClaim, now);
    await this.behaviour(came, response);
    this.under.set(claim, now - 1);
    this.came.push({ ...came, taken: response.statusCode < 300 && response.writableEnded });
  }

  /** As the guide for providers has it, with somebody else's library. */
  private async prove(came: Came, response: ServerResponse): Promise<void> {
    const webhook = new Webhook(await this.secret);
    const headers = came.headers as Record<string, string>;
    try {
      const { data } = webhook.verify(came.text, headers) as Came['body'];
      const signedAt = new Date(Number(headers['webhook-timestamp']) * 1_000);
      const signature = webhook.sign(came.id, signedAt, data.challenge ?? '');
      this.challenges.push(came);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ signature }));
    } catch {
      // Of another endpoint with this address, or of another day.
      response.writeHead(401).end();
    }
  }

  private toldSecret(): Promise<string> {
    return new Promise(resolve => (this.tellSecret = resolve));
  }
}

/** Faults by turns, the same in each run: every third request meets one. */
export const unreliable = (): Behaviour => {
  let turn = 0;
  const faults: readonly Behaviour[] = [
    answering(500),
    (_, response) => void response.socket?.destroy(),
    answering(302, { location: 'http://10.0.0.1/' }),
    answering(429, { 'retry-after': '400' }),
    () => undefined, // no answer at all
    async (_, response) => {
      // It took it, and we do not hear of it.
      await new Promise(resolve => setTimeout(resolve, 20));
      response.socket?.destroy();
    },
  ];
  return (came, response) => {
    turn += 1;
    return (turn % 3 === 0 ? faults[(turn / 3) % faults.length]! : answering(202))(came, response);
  };
};
