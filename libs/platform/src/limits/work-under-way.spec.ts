import { Controller, Get, Module } from '@nestjs/common';
import { expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { Operation } from '../http/operation.js';
import { contextOfModule } from '../testing/toy.js';
import { startToy } from '../testing/toy-app.js';

const waiting: (() => void)[] = [];

@Controller('v1/slow')
class SlowController {
  @Get()
  @Operation({ name: 'Slow', allow: ['scheme-clerk'] })
  read(): Promise<{ done: true }> {
    return new Promise(resolve => void waiting.push(() => resolve({ done: true })));
  }

  @Get('broken')
  @Operation({ name: 'Broken', allow: ['scheme-clerk'] })
  fail(): never {
    throw new Error('broken');
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

const until = async (met: () => boolean): Promise<void> => {
  while (!met()) await new Promise(resolve => setTimeout(resolve, 5));
};

const start = () => startToy({ contexts: [contextOfModule(SlowModule)], environment: { MAX_UNDER_WAY: '2' } });
const clerk = { role: 'scheme-clerk' } as const;

test('with as much under way as may be, one more is told at once to come back; with room again, it is served', async () => {
  const toy = await start();
  const ask = () => toy.ask({ url: '/v1/slow' }, clerk);
  const underWay = [ask(), ask()];
  await until(() => waiting.length === 2);
  const answer = await ask();
  expect([answer.statusCode, answer.headers['retry-after'], answer.headers['content-type'], answer.json()]).toEqual([
    503,
    '1',
    'application/problem+json',
    {
      type: 'urn:entraide:problem:service.capacity.exceeded',
      title: 'Momentanément indisponible / Unavailable for a moment',
      status: 503,
      code: 'service.capacity.exceeded',
      detail: expect.stringContaining(' / too many requests are under way'),
    },
  ]);
  expect((await toy.ask({ url: '/health/ready' })).statusCode).toBe(200);
  const figures = (await toy.ask({ url: '/metrics' })).body;
  expect(figures).toContain('entraide_requests_under_way 2');
  expect(figures).toContain('entraide_requests_turned_away_total{kind="under_way"} 1');
  expect(toy.logs()).not.toContain('request failed');
  waiting.splice(0).forEach(release => release());
  expect((await Promise.all(underWay)).map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  const later = ask();
  await until(() => waiting.length === 1);
  waiting.splice(0).forEach(release => release());
  expect((await later).statusCode).toBe(200);
  await toy.stop();
});

test('what fails makes room, too', async () => {
  const toy = await start();
  for (let times = 0; times < 5; times += 1)
    expect((await toy.ask({ url: '/v1/slow/broken' }, clerk)).statusCode).toBe(500);
  await toy.stop();
});

test('whoever sends slowly, or hangs up, keeps nobody else out', async () => {
  const toy = await start();
  const port = Number(new URL(toy.url).port);
  const slow = Array.from({ length: 5 }, () =>
    connect(port, '127.0.0.1')
      .on('error', () => undefined)
      .setNoDelay(true),
  );
  for (const socket of slow) socket.write('POST /v1/slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
  const ask = toy.ask({ url: '/v1/slow' }, clerk);
  await until(() => waiting.length === 1);
  waiting.splice(0).forEach(release => release());
  expect((await ask).statusCode).toBe(200);
  slow.forEach(socket => socket.destroy());
  await toy.stop();
});
