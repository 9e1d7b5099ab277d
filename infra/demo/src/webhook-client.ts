import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface Answer {
  readonly status: number;
  /** Seconds after which the server asks to be asked again. */
  readonly retryAfter: number | null;
  readonly text: string;
}

/** Posts small bodies over connections that stay open. */
export class WebhookClient {
  private readonly agent: HttpAgent;
  private readonly post: typeof httpRequest;

  constructor(
    private readonly origin: URL,
    connections: number,
    private readonly timeout_ms: number,
  ) {
    const secure = origin.protocol === 'https:';
    const options = { keepAlive: true, maxSockets: connections };
    this.agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
    this.post = secure ? httpsRequest : httpRequest;
  }

  /** @throws Error of the connection: nobody knows then whether the body arrived. */
  send(path: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = this.post(
        new URL(path, this.origin),
        {
          method: 'POST',
          agent: this.agent,
          timeout: this.timeout_ms,
          headers: { ...headers, 'content-type': 'application/json', 'content-length': String(body.length) },
        },
        answer => read(answer).then(resolve, reject),
      );
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${this.timeout_ms} ms`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

const read = async (answer: IncomingMessage): Promise<Answer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const retryAfter = Number(answer.headers['retry-after'] ?? Number.NaN);
  return {
    status: answer.statusCode ?? 0,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
    text: Buffer.concat(chunks).toString('utf8'),
  };
};
