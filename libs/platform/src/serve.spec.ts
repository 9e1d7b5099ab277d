import { Controller, Get, Module } from '@nestjs/common';
import { expect, test } from '@jest/globals';
import { Public } from './http/operation.js';
import { contextOfModule } from './testing/toy.js';
import { startToy } from './testing/toy-app.js';

let release: () => void;

@Controller('slow')
class SlowController {
  @Get()
  @Public()
  read(): Promise<{ done: true }> {
    return new Promise(resolve => {
      release = () => resolve({ done: true });
    });
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

const until = async (met: () => boolean): Promise<void> => {
  while (!met()) await new Promise(resolve => setTimeout(resolve, 5));
};

test('is alive whatever its dependencies do, and ready when all of them are', async () => {
  let postgres = true;
  const toy = await startToy({
    health: [
      { name: 'postgres', check: () => ({ up: postgres }) },
      { name: 'projection toy.claims.v1', check: () => ({ up: true, lag_events: 3, lag_s: 0.2 }) },
      { name: 'kafka', check: () => (postgres ? { up: true } : Promise.reject(new Error('password=secret'))) },
    ],
  });
  expect((await toy.ask({ url: '/health/ready' })).json()).toEqual({
    status: 'ready',
    dependencies: [
      { name: 'postgres', up: true },
      { name: 'projection toy.claims.v1', up: true, lag_events: 3, lag_s: 0.2 },
      { name: 'kafka', up: true },
    ],
  });
  postgres = false;
  const answer = await toy.ask({ url: '/health/ready' });
  expect([answer.statusCode, answer.json<{ status: string }>().status]).toEqual([503, 'not-ready']);
  expect(answer.json<{ dependencies: object[] }>().dependencies[2]).toEqual({
    name: 'kafka',
    up: false,
    note: 'failed',
  });
  expect((await toy.ask({ url: '/health/live' })).statusCode).toBe(200);
  await toy.stop();
});

test('metrics are for this machine and for whoever bears the token; for others there is nothing', async () => {
  const token = 'm'.repeat(32);
  const toy = await startToy({ environment: { METRICS_TOKEN: token } });
  await toy.ask({ url: '/v1/schemes/bobo/claims' }, {});
  const through = (authorization?: string) =>
    toy.ask({
      url: '/metrics',
      headers: { 'x-forwarded-for': '127.0.0.1', ...(authorization ? { authorization } : {}) },
    });
  expect((await toy.ask({ url: '/metrics' })).body).toContain(
    'entraide_http_request_seconds_count{operation="Toys",status="200"} 1',
  );
  expect((await through()).statusCode).toBe(404);
  expect((await through(`Bearer ${token}x`)).statusCode).toBe(404);
  expect((await through(`Bearer ${token}`)).statusCode).toBe(200);
  await toy.stop();
});

test('stopping finishes what is under way, takes nothing new, then stops what it stands on, once', async () => {
  const stopped: string[] = [];
  const toy = await startToy({
    contexts: [contextOfModule(SlowModule)],
    onStop: [async () => void stopped.push('runners'), () => void stopped.push('log')],
  });
  const underWay = toy.ask({ url: '/slow' });
  await until(() => release !== undefined);
  const stopping = toy.stop();
  const late = await toy.ask({ url: '/health/live' }).then(
    ({ statusCode }) => statusCode,
    () => 'refused',
  );
  expect([503, 'refused']).toContain(late);
  expect(stopped).toEqual([]);
  release();
  expect((await underWay).json()).toEqual({ done: true });
  await stopping;
  expect(stopped).toEqual(['runners', 'log']);
});
