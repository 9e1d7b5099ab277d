import { expect, test } from '@jest/globals';
import { together } from './together.js';
import { pause } from './transient.js';

test('gives all results in order', async () =>
  expect(await together([pause(2).then(() => 'late'), Promise.resolve('soon')])).toEqual(['late', 'soon']));

test('fails with the first failure, when nothing is under way any more', async () => {
  let done = false;
  const slow = pause(5).then(() => {
    done = true;
  });
  await expect(
    together([Promise.reject(new Error('first')), slow, Promise.reject(new Error('second'))]),
  ).rejects.toThrow('first');
  expect(done).toBe(true);
});
