import { describe, expect, test } from '@jest/globals';
import { MemoryReadings } from './memory-readings.js';
import { checkChain, type Reading, type ReadingRecord } from './readings.js';
import { concernedBy, concerning, most_persons, whomItConcerns } from './whom-it-concerns.js';

const reading = (more: Partial<Reading> = {}): Reading => ({
  at: '2025-03-01T10:00:00.000Z',
  actor: 'auditor-1',
  role: 'auditor',
  operation: 'Claim',
  scheme: 'A',
  path: '/v1/schemes/A/claims/C1',
  knownOn: null,
  outcome: 'answered',
  persons: ['A/LEA'],
  ...more,
});

describe('whom an answer concerns', () => {
  test('members that name people, however deep, in the scheme said nearest around them', () =>
    expect(
      whomItConcerns(
        'A',
        { scheme: 'A', person: 'LEA' },
        {
          claims: [
            { beneficiary: 'ISSA' },
            { scheme: 'B', sealed: { content: { subject: 'AWA', value: 'SENSITIVE' } } },
          ],
        },
        { persons: ['SALIF'], policyholder: 'LEA' },
      ),
    ).toEqual(['A/ISSA', 'A/LEA', 'A/SALIF', 'B/AWA']));
  test('nothing but ids is taken over', () =>
    expect(whomItConcerns('A', { person: 'Léa Ouédraogo', subject: null, claims: 'LEA' })).toEqual([]));
  test('a thousand are named, of more it is said that there were more', () => {
    const people = (count: number) => ({ persons: Array.from({ length: count }, (_, index) => `P${index}`) });
    expect(whomItConcerns('A', people(most_persons))).toHaveLength(most_persons);
    expect(whomItConcerns('A', people(most_persons + 1)).at(-1)).toBe('…');
  });
  test('a file says it by its side', () => {
    const file = concerning({ bytes: 1 }, ['LEA']);
    expect([concernedBy(file), concernedBy({}), concernedBy(null)]).toEqual([['LEA'], [], []]);
  });
});

describe('readings', () => {
  const three = async (): Promise<MemoryReadings> => {
    const readings = new MemoryReadings();
    for (const person of ['LEA', 'ISSA', 'AWA']) await readings.record(reading({ persons: [`A/${person}`] }));
    return readings;
  };
  const checked = async (records: readonly ReadingRecord[]) =>
    checkChain(
      (async function* () {
        yield records;
      })(),
    );

  test('are found by person, actor, scheme and day, the newest first', async () => {
    const readings = await three();
    await readings.record(
      reading({ actor: 'auditor-2', scheme: '*', at: '2025-03-02T00:00:00.000Z', persons: ['A/LEA'] }),
    );
    const numbers = async (wanted: object) =>
      (await readings.find({ limit: 10, ...wanted })).map(({ number }) => number);
    expect(await numbers({})).toEqual([4, 3, 2, 1]);
    expect(await numbers({ person: 'A/LEA' })).toEqual([4, 1]);
    expect(await numbers({ person: 'B/LEA' })).toEqual([]);
    expect(await numbers({ actor: 'auditor-2' })).toEqual([4]);
    expect(await numbers({ schemes: ['A'] })).toEqual([3, 2, 1]);
    expect(await numbers({ from: '2025-03-02' })).toEqual([4]);
    expect(await numbers({ to: '2025-03-01', limit: 2, offset: 1 })).toEqual([2, 1]);
  });

  test('bind each entry to the one before', async () => {
    const { records } = await three();
    const whole = await checked(records);
    expect(whole).toEqual({ entries: 3, head: records[2]!.hash.toString('hex'), brokenAt: null });
    expect(await checked([])).toEqual({ entries: 0, head: '0'.repeat(64), brokenAt: null });
    expect((await checked(records.slice(0, 2))).head).not.toBe(whole.head);
  });

  test.each<[string, (records: readonly ReadingRecord[]) => readonly ReadingRecord[], number]>([
    ['changed', ([a, b, c]) => [a!, { ...b!, entry: b!.entry.replace('ISSA', 'LEA') }, c!], 2],
    ['taken out', ([a, , c]) => [a!, c!], 2],
    ['taken out and counted anew', ([a, , c]) => [a!, { ...c!, number: 2 }], 2],
    ['moved', ([a, b, c]) => [b!, a!, c!], 1],
    ['put in', ([a, b, c]) => [a!, a!, b!, c!], 2],
  ])('one that was %s is found', async (_, forge, brokenAt) =>
    expect((await checked(forge((await three()).records))).brokenAt).toBe(brokenAt),
  );
});
