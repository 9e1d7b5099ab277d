import { expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { startToy } from '../testing/toy-app.js';

test('the description says what the validation accepts, who may ask, and how problems look', async () => {
  const toy = await startToy();
  const { openapi, paths, components } = (await toy.ask({ url: '/openapi.json' })).json<OpenAPIObject>();
  await toy.stop();
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths)).toEqual([
    '/v1/schemes/{scheme}/claims',
    '/v1/funds',
    '/v1/failures/{kind}',
    '/v1/hooks/{endpoint}',
  ]);
  expect(components?.schemas).toMatchObject({
    ToyClaim: {
      type: 'object',
      additionalProperties: false,
      required: ['claim', 'serviceDate', 'amount'],
      properties: {
        claim: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' },
        serviceDate: { type: 'string', format: 'date' },
        amount: { type: 'integer', minimum: 0, maximum: 1_000_000_000_000 },
        note: { type: 'string', maxLength: 20 },
        lines: { type: 'array', maxItems: 2, items: { $ref: '#/components/schemas/ToyLine' } },
      },
    },
    ToyLine: { properties: { quantity: { type: 'integer', minimum: 1, maximum: 99 } } },
    Problem: { required: ['type', 'title', 'status', 'code'] },
  });
  const claims = paths['/v1/schemes/{scheme}/claims'];
  expect(claims?.post).toMatchObject({
    operationId: 'SubmitToy',
    summary: 'Déposer / Submit',
    'x-roles': ['scheme-clerk', 'provider-client'],
  });
  expect(namesOf(claims?.post)).toEqual(['scheme', 'Idempotency-Key']);
  expect(namesOf(claims?.get)).toEqual(['scheme', 'offset', 'Entraide-After', 'Entraide-Known-On']);
  const hook = paths['/v1/hooks/{endpoint}']?.post;
  expect(namesOf(hook)).toEqual(['endpoint', 'webhook-id', 'webhook-timestamp', 'webhook-signature']);
  expect(JSON.stringify(hook?.requestBody)).toContain('#/components/schemas/ToyClaim');
});

const namesOf = (operation: { parameters?: object[] } | undefined): unknown[] =>
  (operation?.parameters ?? []).map(parameter => ('name' in parameter ? parameter.name : undefined));
