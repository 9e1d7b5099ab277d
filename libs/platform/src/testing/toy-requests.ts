import type { Ask } from './ask.js';

export const clerk = { role: 'scheme-clerk' } as const;
export const sound = { claim: 'C1', serviceDate: '2025-11-15', amount: 6000 };
export const submit = (changes: Partial<Ask> = {}): Ask => ({
  method: 'POST',
  url: '/v1/schemes/bobo/claims',
  payload: sound,
  ...changes,
});
export const asJson = (payload: string | Buffer): Ask =>
  submit({ payload, headers: { 'content-type': 'application/json' } });
