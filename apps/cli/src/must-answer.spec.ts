import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from './exit.js';
import { mustAnswer } from './must-answer.js';

let server: Server | undefined;

const serve = async (listener: RequestListener): Promise<string> => {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
};

const stop = async (): Promise<void> => {
  const listening = server;
  server = undefined;
  if (!listening) return;
  listening.closeAllConnections();
  await new Promise(resolve => listening.close(resolve));
};

afterEach(stop);

describe('an address that claims are sent to', () => {
  test('is fine when anybody answers, whatever they say', async () => {
    const url = await serve((_, response) => response.writeHead(404).end());
    await expect(mustAnswer(url)).resolves.toBeUndefined();
  });

  test('where nobody listens is said at once, in both languages', async () => {
    const url = await serve(() => undefined);
    await stop();
    const failure = mustAnswer(url);
    await expect(failure).rejects.toThrow(UsageError);
    await expect(failure).rejects.toThrow(`rien ne répond à ${url} / nothing answers at ${url} (ECONNREFUSED)`);
  });

  test('where somebody listens and says nothing is given up on', async () => {
    const url = await serve(() => undefined);
    await expect(mustAnswer(url, 100)).rejects.toThrow(`nothing answers at ${url} (100 ms)`);
  });

  test('that is none is said too', () => expect(mustAnswer('nowhere')).rejects.toThrow(UsageError));
});
