import { describe, expect, test } from '@jest/globals';
import { ephemeralKey, EventCodec, LogDecisions, MemoryDataKeys, MemoryEventLog } from '#eventstore';
import { MemoryReadings, type Reading } from '#platform';
import { specFor } from '#testing/spec-for';
import { checkReadings } from './check-readings.js';
import { readingsDecider } from './readings.decider.js';
import { ReadingsCutOff, sealReadings } from './seal-readings.js';

const reading = (person: string): Reading => ({
  at: '2025-03-01T10:00:00.000Z',
  actor: 'reviewer-1',
  role: 'medical-reviewer',
  operation: 'Claim',
  scheme: 'A',
  path: '/v1/schemes/A/claims/C1',
  knownOn: null,
  outcome: 'answered',
  persons: [`A/${person}`],
});
const sealed = (entries: number) => ({
  type: 'audit.ReadingsSealed' as const,
  version: 1 as const,
  effectiveAt: '2025-03-01',
  data: { entries, head: `h${entries}` },
});

test('is sealed as it grows, and never again as far as it was', () => {
  const { given } = specFor(readingsDecider);
  const seal = (entries: number) => ({ entries, head: `h${entries}`, on: '2025-03-01' });
  given().when(seal(1)).then(sealed(1));
  given(sealed(3)).when(seal(4)).then(sealed(4));
  given(sealed(3)).when(seal(3)).thenNothing();
  given(sealed(3)).when(seal(2)).thenNothing();
});

describe('the log of who read what', () => {
  const stage = async (entries: number) => {
    const [log, keys, readings] = [new MemoryEventLog(), new MemoryDataKeys(ephemeralKey()), new MemoryReadings()];
    const decisions = new LogDecisions(log, new EventCodec(keys), keys);
    const read = async (more: number) => {
      for (let each = 0; each < more; each += 1) await readings.record(reading(`P${each}`));
    };
    await read(entries);
    const seal = () => sealReadings(decisions, readings, '2025-03-01T11:00:00.000Z');
    return { log, readings, read, seal, check: () => checkReadings(log, readings) };
  };

  test('passes through every head that was recorded', async () => {
    const { log, read, seal, check } = await stage(3);
    await seal();
    await seal();
    await read(2);
    await seal();
    await read(1);
    expect(await check()).toMatchObject({ entries: 6, sealed: 5, brokenAt: null });
    expect(await log.head('audit')).toBe(2);
  });

  test('is found cut off behind a recorded head, at the first entry that is missing; what is newer is not', async () => {
    const { readings, read, seal, check } = await stage(5);
    await seal();
    await read(1);
    readings.records.pop();
    expect(await check()).toMatchObject({ entries: 5, brokenAt: null });
    readings.records.pop();
    expect(await check()).toMatchObject({ entries: 4, sealed: 5, brokenAt: 5 });
    await expect(seal()).rejects.toThrow(ReadingsCutOff);
    readings.records.splice(0);
    expect(await check()).toMatchObject({ entries: 0, brokenAt: 1 });
  });

  test('is found replaced by another that fits in itself', async () => {
    const { readings, read, seal, check } = await stage(3);
    await seal();
    await read(3);
    await seal();
    readings.records.splice(3);
    await readings.record(reading('OTHER'));
    await read(2);
    // Somewhere behind the third entry, which is what it was.
    expect(await check()).toMatchObject({ brokenAt: 4 });
  });

  test('nobody read anything: there is nothing to seal', async () => {
    const { log, seal, check } = await stage(0);
    await seal();
    expect(await log.head('audit')).toBe(0);
    expect(await check()).toMatchObject({ entries: 0, sealed: 0, brokenAt: null });
  });
});
