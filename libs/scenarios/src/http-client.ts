import { Agent, request } from 'node:http';
import type { Answered } from './run-scenario.js';

/** Documents and tables come as they are. */
const read = (text: string, type: string): unknown => {
  if (text === '') return null;
  return /[/+]json\b/.test(type) ? JSON.parse(text) : text;
};

/** Few sockets, kept open: thousands of small requests to this machine. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(private readonly origin: string) {}

  ask(
    method: string,
    url: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Answered & { headers: Record<string, unknown> }> {
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(url, this.origin),
        {
          method,
          agent: this.agent,
          headers: {
            ...headers,
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
          },
        },
        answer => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: read(text, answer.headers['content-type'] ?? ''),
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
