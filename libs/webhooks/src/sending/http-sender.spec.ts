import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { HttpSender, type SenderOptions } from './http-sender.js';

const secrets = ['whsec_' + Buffer.alloc(32, 1).toString('base64'), 'whsec_' + Buffer.alloc(32, 2).toString('base64')];
const body = '{"type":"benefits.claim-decided.v1","data":{"claim":"C1"}}';

interface Came {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let came: Came[];
let servers: Server[];
beforeEach(() => {
  [came, servers] = [[], []];
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** A receiver on this machine. @returns its port */
const receiver = async (answer: RequestListener): Promise<number> => {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      came.push({ headers: request.headers, body: text });
      answer(request, response);
    });
  });
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
const answering = (status: number, headers: Record<string, string> = {}) =>
  receiver((_, response) => response.writeHead(status, headers).end('thanks'));
const now_s = () => Math.floor(Date.now() / 1_000);
const send = (url: string, options: SenderOptions = {}) =>
  new HttpSender({ allow: ['127.0.0.1'], timeoutMs: 2_000, ...options }).send({
    url,
    id: 'm-1',
    rawBody: Buffer.from(body),
    secrets,
    timestamp: now_s(),
  });

describe('what arrives', () => {
  test('bears signatures that somebody else’s library finds right, with either key', async () => {
    const port = await answering(204);
    expect(await send(`http://127.0.0.1:${port}/hooks?key=k`)).toMatchObject({ result: 'delivered', status: 204 });
    const [{ headers, body: text }] = came as [Came];
    expect(text).toBe(body);
    expect(headers).toMatchObject({ 'webhook-id': 'm-1', 'content-type': 'application/json' });
    for (const secret of secrets)
      expect(new Webhook(secret).verify(text, headers as Record<string, string>)).toEqual(JSON.parse(body));
    const another = new Webhook(Buffer.alloc(32, 3).toString('base64'));
    expect(() => another.verify(text, headers as Record<string, string>)).toThrow();
  });

  test.each([200, 202, 299])('is taken with %i', async status =>
    expect((await send(`http://127.0.0.1:${await answering(status)}/`)).result).toBe('delivered'),
  );
});

describe('what a receiver answers', () => {
  test.each([300, 400, 404, 500, 503])('%i is a failure', async status =>
    expect(await send(`http://127.0.0.1:${await answering(status)}/`)).toMatchObject({ result: 'failed', status }),
  );

  test('410 is a farewell', async () =>
    expect((await send(`http://127.0.0.1:${await answering(410)}/`)).result).toBe('gone'));

  test('a redirection is not followed, wherever it leads', async () => {
    const inside = await answering(200);
    const port = await answering(307, { location: `http://127.0.0.1:${inside}/` });
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ result: 'failed', fault: 'redirected' });
    expect(came).toHaveLength(1);
  });

  test('how long it wants to be left alone is heard in seconds, and in nothing else', async () => {
    const asked = async (text: string) =>
      (await send(`http://127.0.0.1:${await answering(429, { 'retry-after': text })}/`)).retryAfter_s;
    expect(await asked('120')).toBe(120);
    expect(await asked('Fri, 01 May 2026 08:00:00 GMT')).toBeNull();
    expect(await asked('-1')).toBeNull();
  });

  test('nothing, for too long', async () => {
    const port = await receiver(() => undefined);
    expect(await send(`http://127.0.0.1:${port}/`, { timeoutMs: 100 })).toMatchObject({ fault: 'timeout' });
  });

  test('a body without end, after its answer: the answer counts', async () => {
    const port = await receiver((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'.repeat(1_000)), 1);
      response.on('close', () => clearInterval(drip));
    });
    expect((await send(`http://127.0.0.1:${port}/`)).result).toBe('delivered');
  });

  test('a cut line', async () => {
    const port = await receiver(request => request.socket.destroy());
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ result: 'failed', fault: 'connection' });
  });
});

describe('where nobody is sent', () => {
  const nowhere = { result: 'failed', fault: 'address', status: null };

  test.each(['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1'])(
    '%s, unless it was named',
    async host => {
      const port = await answering(200);
      expect(await send(`http://${host}:${port}/`, { allow: [] })).toMatchObject(nowhere);
      expect(await send(`https://${host}:${port}/`, { allow: [] })).toMatchObject(nowhere);
      expect(came).toEqual([]);
    },
  );

  test('to a name that leads inside, or leads there with one of its addresses', async () => {
    const port = await answering(200);
    for (const found of [['127.0.0.1'], ['1.1.1.1', '127.0.0.1'], []])
      expect(await send(`https://csps.example:${port}/`, { allow: [], resolve: async () => found })).toMatchObject(
        nowhere,
      );
    expect(came).toEqual([]);
  });

  test('in clear, to anybody outside', async () =>
    expect(await send('http://csps.example/', { resolve: async () => ['1.1.1.1'] })).toMatchObject(nowhere));

  test('to where a name leads a moment after it was judged', async () => {
    const port = await answering(200);
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    // A name that exists nowhere else: that it is reached shows that nobody looked it up a second time.
    const resolve = async (): Promise<string[]> => answers.shift()!;
    expect(await send(`http://csps.example:${port}/`, { resolve })).toMatchObject({ result: 'delivered' });
    expect(answers).toEqual([['10.0.0.1']]);
    expect(came[0]!.headers.host).toBe(`csps.example:${port}`);
  });

  test('a resolver that never answers costs its time and no more', async () => {
    const resolve = () => new Promise<readonly string[]>(() => undefined);
    expect(await send('https://csps.example/', { resolve, timeoutMs: 50 })).toMatchObject({ fault: 'timeout' });
  });
});
