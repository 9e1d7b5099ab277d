import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Metadata } from '#eventstore';
import type { Ask } from '../testing/ask.js';
import { startToy, type ToyApp } from '../testing/toy-app.js';
import { asJson, clerk, sound, submit } from '../testing/toy-requests.js';

let toy: ToyApp;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy.stop());

describe('the command a request carries', () => {
  const by = async (request: Ask, subject = 'u-1') =>
    (await toy.ask(request, { ...clerk, subject })).json<{ by: Metadata }>().by;
  const keyed = (key: string, changes: Partial<Ask> = {}) =>
    submit({ headers: { 'idempotency-key': key }, ...changes });

  test('says who, when, where and since which request', async () => {
    const correlation = 'C232AB00-9414-11EC-B3C8-9F6BDECED846';
    expect(await by(submit({ headers: { 'x-request-id': correlation, 'idempotency-key': '"k"' } }))).toEqual({
      commandId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
      scheme: 'bobo',
      actor: { id: 'u-1', role: 'scheme-clerk' },
      correlation: correlation.toLowerCase(),
      recordedAt: '2025-11-15T09:00:00.000Z',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('has the same id for the same person and key, quoted or not, and another for any other', async () => {
    const first = await by(keyed('k1'));
    const again = await by(keyed('"k1"'));
    expect([again.commandId, again.fingerprint]).toEqual([first.commandId, first.fingerprint]);
    const others = await Promise.all([by(keyed('k2')), by(keyed('k1'), 'u-2'), by(submit()), by(submit())]);
    expect(new Set([first, ...others].map(({ commandId }) => commandId)).size).toBe(5);
  });

  test('has another fingerprint when one byte of the body differs', async () => {
    const spaced = await by({
      ...asJson(`${JSON.stringify(sound)} `),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k1' },
    });
    const first = await by(keyed('k1'));
    expect(spaced.commandId).toBe(first.commandId);
    expect(spaced.fingerprint).not.toBe(first.fingerprint);
  });

  test('makes up a correlation when none is given or it is no UUID, and says it in the answer', async () => {
    const answer = await toy.ask(submit({ headers: { 'x-request-id': "'; drop table" } }), clerk);
    expect(answer.json<{ by: Metadata }>().by.correlation).toBe(answer.headers['x-request-id']);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('cannot have a key of 256 characters', async () => {
    expect((await toy.ask(keyed('k'.repeat(256)), clerk)).json().code).toBe('request.idempotency.invalid');
  });

  test('says that an answer is the first one, told again', async () => {
    const answer = await toy.ask(submit({ payload: { ...sound, note: 'again' } }), clerk);
    expect(answer.headers['idempotent-replayed']).toBe('true');
  });

  test('cannot say when it is, unless the clock is virtual', async () => {
    expect((await by(submit({ headers: { 'entraide-instant': '2020-01-01T00:00:00.000Z' } }))).recordedAt).toBe(
      '2025-11-15T09:00:00.000Z',
    );
  });
});

test('with a virtual clock, the instant comes with the request', async () => {
  const virtual = await startToy({ environment: { CLOCK: 'virtual' } });
  const at = (instant: string) => virtual.ask(submit({ headers: { 'entraide-instant': instant } }), clerk);
  expect((await at('2026-02-28T23:59:59.999Z')).json<{ by: Metadata }>().by.recordedAt).toBe(
    '2026-02-28T23:59:59.999Z',
  );
  for (const wrong of ['2026-02-29T00:00:00.000Z', '2026-02-28', 'now']) expect((await at(wrong)).statusCode).toBe(400);
  expect((await virtual.ask(submit(), clerk)).statusCode).toBe(200);
  await virtual.stop();
});
