import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';

export interface Ask {
  readonly method?: string;
  /** Path and query. */
  readonly url: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Objects are sent as JSON, texts and bytes as they are. */
  readonly payload?: object | string | Buffer;
}

export interface Told {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  json<Body = { readonly code: string; readonly facts?: unknown }>(): Body;
}

/** One request over a socket of its own, sent as it is written: no path is tidied, no header added but the length. */
export const ask = (origin: string, { method = 'GET', url, headers = {}, payload }: Ask): Promise<Told> => {
  const { hostname, port } = new URL(origin);
  const { body, type } = bodyOf(payload);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': body.length };
    const sent = request(
      { hostname, port, method, path: url, agent: false, headers: { ...type, ...length, ...headers } },
      answer => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            statusCode: answer.statusCode ?? 0,
            headers: answer.headers,
            body: text,
            json: () => JSON.parse(text),
          });
        });
      },
    );
    sent.on('error', reject).end(body);
  });
};

const bodyOf = (payload: Ask['payload']): { body?: Buffer; type?: OutgoingHttpHeaders } => {
  if (payload === undefined) return {};
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) return { body: Buffer.from(payload as string) };
  return { body: Buffer.from(JSON.stringify(payload)), type: { 'content-type': 'application/json' } };
};
