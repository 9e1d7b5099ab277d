import { expect, test } from '@jest/globals';
import { NotCallable, Operations } from './operations.js';

const operations = new Operations({
  paths: {
    '/v1/schemes/{scheme}/claims': {
      post: { operationId: 'SubmitClaim', 'x-roles': ['scheme-clerk'] },
      get: { operationId: 'Claims', 'x-roles': ['auditor'] },
    },
    '/v1/hooks/{endpoint}': { post: { operationId: 'ReceiveClaim', 'x-roles': ['signature'] } },
    '/health/live': { get: {} },
  },
});

test('an operation is called by its name: what is in the address goes there, the rest is body or query', () => {
  expect(operations.call('SubmitClaim', { scheme: 'a/b', claim: 'C1' })).toEqual({
    method: 'POST',
    url: '/v1/schemes/a%2Fb/claims',
    body: '{"claim":"C1"}',
  });
  expect(operations.call('Claims', { scheme: 'A', limit: 3 })).toEqual({
    method: 'GET',
    url: '/v1/schemes/A/claims?limit=3',
  });
  expect(operations.call('Claims', { scheme: 'A' })).toEqual({ method: 'GET', url: '/v1/schemes/A/claims' });
});

test('what cannot be called is said: no such operation, or a part of the address is missing', () => {
  expect(() => operations.call('SubmitClaims', {})).toThrow(/did you mean SubmitClaim\?/);
  expect(() => operations.call('SubmitClaim', { claim: 'C1' })).toThrow(/SubmitClaim needs scheme/);
  expect(() => operations.call('ReceiveClaim', {})).toThrow(NotCallable);
});
