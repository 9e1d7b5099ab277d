import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ask } from '../testing/ask.js';
import { startToy, type ToyApp } from '../testing/toy-app.js';
import { asJson, clerk, submit } from '../testing/toy-requests.js';

let toy: ToyApp;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy.stop());

describe('what a body may be', () => {
  test('every fault of every field is listed at once, and no value is repeated', async () => {
    const payload = {
      claim: 'no spaces',
      serviceDate: '2025-02-29',
      amount: 1.5,
      status: 'paid',
      note: 'Awa Ouedraogo, née le 3',
      lines: [{ act: 'CS', quantity: 0, schemeId: 'x' }],
    };
    const answer = await toy.ask(submit({ payload }), clerk);
    const problem = answer.json<{ code: string; errors: { field: string; code: string; message: string }[] }>();
    expect([answer.statusCode, answer.headers['content-type'], problem.code]).toEqual([
      400,
      'application/problem+json',
      'request.fields.invalid',
    ]);
    expect(problem.errors.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'amount request.field.invalid',
      'claim request.field.invalid',
      'lines.0.quantity request.field.invalid',
      'lines.0.schemeId request.field.unknown',
      'note request.field.invalid',
      'serviceDate request.field.invalid',
      'status request.field.unknown',
    ]);
    expect(problem.errors.find(({ field }) => field === 'serviceDate')?.message).toBe(
      'un jour AAAA-MM-JJ est attendu / serviceDate must be a day YYYY-MM-DD that exists',
    );
    expect(answer.body).not.toMatch(/Awa|spaces|1\.5/);
  });

  test.each<[string, Ask, number, string]>([
    ['a key twice', asJson('{"claim":"C1","claim":"C2"}'), 400, 'request.body.duplicate_key'],
    [
      'a key that reaches the prototype',
      asJson('{"claim":"C1","__proto__":{"role":"system"}}'),
      400,
      'request.body.forbidden_key',
    ],
    ['a hundred levels', asJson('['.repeat(100) + ']'.repeat(100)), 400, 'request.body.too_deep'],
    ['a hundred thousand members', asJson(`[${'0,'.repeat(100_000)}0]`), 400, 'request.body.too_long'],
    ['what is not JSON', asJson('{"claim":'), 400, 'request.body.malformed'],
    ['bytes that are not UTF-8', asJson(Buffer.from([0x22, 0xff, 0x22])), 400, 'request.body.malformed'],
    ['a list', asJson('[]'), 400, 'request.fields.invalid'],
    ['a text', asJson('"C1"'), 400, 'request.fields.invalid'],
    ['null', asJson('null'), 400, 'request.fields.invalid'],
    ['nothing', submit({ payload: undefined }), 400, 'request.fields.invalid'],
    ['nothing, called JSON', asJson(''), 400, 'request.fields.invalid'],
    [
      'a form',
      submit({ payload: 'claim=C1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      415,
      'request.body.not_json',
    ],
    ['plain text', submit({ payload: '{}', headers: { 'content-type': 'text/plain' } }), 415, 'request.body.not_json'],
    ['what has no type', submit({ payload: '{}', headers: {} }), 415, 'request.body.not_json'],
    ['a compressed one', submit({ headers: { 'content-encoding': 'gzip' } }), 415, 'request.body.compressed'],
    ['1 MiB and one byte', asJson(`"${'a'.repeat(1024 * 1024 - 1)}"`), 413, 'request.body.too_large'],
    ['1 MiB', asJson(`"${'a'.repeat(1024 * 1024 - 2)}"`), 400, 'request.fields.invalid'],
  ])('%s', async (_, request, status, code) => {
    const answer = await toy.ask(request, clerk);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  test('a query has only the parameters it knows', async () => {
    const codes = await Promise.all(
      ['?sort=password', '?offset=-1', '?offset[$gt]=1'].map(
        async query => (await toy.ask({ url: `/v1/schemes/bobo/claims${query}` }, clerk)).statusCode,
      ),
    );
    expect(codes).toEqual([400, 400, 400]);
  });
});
