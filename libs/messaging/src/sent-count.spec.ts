import { expect, test } from '@jest/globals';
import { SentCount } from './sent-count.js';

test('messages are counted by contract and by outcome; what is no outcome is no label', () => {
  const sent = new SentCount();
  const type = 'benefits.claim-decided.v1';
  for (const status of ['approved', 'approved', 'rejected', 'Awa Traoré', 7]) sent.add({ type, data: { status } });
  sent.add({ type: 'benefits.note.v1', data: null });
  expect(sent.all).toEqual([
    { contract: type, status: 'approved', count: 2 },
    { contract: type, status: 'rejected', count: 1 },
    { contract: type, status: '', count: 2 },
    { contract: 'benefits.note.v1', status: '', count: 1 },
  ]);
});
