import { describe, expect, test } from '@jest/globals';
import { MemoryReadModels, type Shard } from '#eventstore';
import { contextOfModule, ToyModule } from '../testing/toy.js';
import { assertMedium, changingMark, type Medium, OtherTransport, relayOf } from './medium.js';

const toy = contextOfModule(ToyModule);
const { shard } = toy;

const models = async (places: Readonly<Record<string, number>>): Promise<MemoryReadModels> => {
  const made = new MemoryReadModels();
  for (const [name, position] of Object.entries(places))
    await made.flush(shard as Shard, await made.claim(shard, name), position, []);
  return made;
};
const [here, kafka] = [relayOf(shard, 'in-process'), relayOf(shard, 'kafka')];

describe('an application starts', () => {
  test.each<[string, Record<string, number>, Medium]>([
    ['that never said anything', {}, 'kafka'],
    ['that never said anything, in process', {}, 'in-process'],
    ['over what it spoke over', { [kafka]: 12 }, 'kafka'],
    ['over Kafka, when all that was said in process was put there', { [here]: 12, [kafka]: 12 }, 'kafka'],
    ['in process, when the relay was put at the end', { [here]: 20, [kafka]: 12 }, 'in-process'],
    ['when a change was finished', { [kafka]: 12, [changingMark(shard)]: 0 }, 'kafka'],
  ])('%s', async (_, places, medium) => assertMedium(await models(places), [toy], medium));
});

describe('an application does not start', () => {
  test.each<[string, Record<string, number>, Medium]>([
    ['over Kafka, when it spoke in process', { [here]: 12 }, 'kafka'],
    ['over Kafka, when one event was said in process since', { [here]: 13, [kafka]: 12 }, 'kafka'],
    ['in process, when it spoke over Kafka', { [kafka]: 12 }, 'in-process'],
    ['when a change was not finished', { [here]: 12, [kafka]: 12, [changingMark(shard)]: 1 }, 'kafka'],
  ])('%s', async (_, places, medium) => {
    const starting = assertMedium(await models(places), [toy], medium);
    await expect(starting).rejects.toThrow(OtherTransport);
    await expect(starting).rejects.toThrow(`entraide transport ${medium}`);
  });
});
