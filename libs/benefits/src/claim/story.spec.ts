import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Story } from '../../test/story.js';

const seeds = Array.from({ length: 5 }, (_, at) => at + 1);
const told = (seed: number): string[] => {
  const story = new Story(seed);
  return Array.from({ length: 140 }, () => story.step());
};
const file = new URL('../../test/stories.json', import.meta.url);

/**
 * What was decided once is decided so again: each step of some made-up weeks, with its refusal or every event it led to.
 * Where a rule changes on purpose, `RECORD_STORIES=1` writes them anew; the difference says what else changed with it.
 */
if (process.env['RECORD_STORIES'] === '1')
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(seeds.map(seed => [seed, told(seed)])), null, 2)}\n`);

const recorded = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;

test.each(seeds)('the story of seed %s is told as it was', seed => expect(told(seed)).toEqual(recorded[seed]));

test('the stories lead to every answer there is', () => {
  const answers = new Set(Object.values(recorded).flatMap(steps => steps.map(step => step.split(' ').at(-2))));
  expect([...answers].filter(answer => answer?.startsWith('benefits.')).length).toBeGreaterThan(20);
});
