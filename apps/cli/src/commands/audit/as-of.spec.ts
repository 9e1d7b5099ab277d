import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { LocalStage, readScenario, runScenario } from '#scenarios';
import { contexts } from '../../contexts.js';
import { exitCode, UsageError } from '../../exit.js';
import { asOf } from './as-of.js';
import { whatIf } from './what-if.js';

jest.setTimeout(60_000);

describe('a question as known on two days, and history under other rules', () => {
  let stage: LocalStage;
  let printed = '';
  const before = process.env['ENTRAIDE_TOKEN'];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    printed += String(text);
    return true;
  });

  beforeAll(async () => {
    stage = await LocalStage.open(contexts);
    await stage.fresh();
    const { failed } = await runScenario(stage, await readScenario('libs/subsidies/scenarios/every-franc.yaml'));
    if (failed.length > 0) throw new Error(JSON.stringify(failed));
    process.env['ENTRAIDE_TOKEN'] = await stage.tokenFor('auditor', ['*']);
  });
  afterAll(async () => {
    write.mockRestore();
    if (before === undefined) delete process.env['ENTRAIDE_TOKEN'];
    else process.env['ENTRAIDE_TOKEN'] = before;
    await stage.close();
  });
  beforeEach(() => void (printed = ''));

  const ask = (path: string, options: Omit<Parameters<typeof asOf>[1], 'url' | 'json'>) =>
    asOf(path, { ...options, url: stage.url, json: true });
  const lines = <Line>() =>
    printed
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Line);
  interface Line {
    readonly known?: string;
    readonly status?: number;
    readonly body?: Record<string, number> & { readonly code?: string };
    readonly because?: { readonly fr: string; readonly en: string };
  }

  test('a fund’s balance on two days, and every movement in between as a sentence', async () => {
    const days = { known: '2025-03-13', and: '2025-03-20' };
    expect(await ask('/v1/funds/F-MATCH', { ...days, fund: 'F-MATCH' })).toBe(exitCode.ok);
    const [then, now, ...sentences] = lines<Line>();
    expect([then!.body!['available'], now!.body!['available']]).toEqual([10_500, 0]);
    expect([then!.body!['reserved'], now!.body!['reserved']]).toEqual([7000, 10_500]);
    const told = sentences.map(({ because }) => because!.fr);
    expect(
      told.some(text => text.includes('une subvention de 10500 XOF du fonds F-MATCH a été réservée au ménage H2')),
    ).toBe(true);
    expect(told.some(text => text.includes('une subvention de 7000 XOF du fonds F-MATCH a été engagée'))).toBe(true);
  });

  test('a household’s dues, by its name or by the stream of its account', async () => {
    const days = { known: '2025-03-19', and: '2025-03-20' };
    const path = '/v1/schemes/A/households/H1/account';
    expect(await ask(path, { ...days, person: 'H1' })).toBe(exitCode.ok);
    const [then, now, ...ofHousehold] = lines<Line>();
    expect([then!.body!['paid'], now!.body!['paid']]).toEqual([0, 8000]);
    printed = '';
    expect(await ask(path, { ...days, stream: 'contributions.account-H1' })).toBe(exitCode.ok);
    const ofAccount = lines<Line>().slice(2);
    expect(ofAccount[0]!.because!.en).toContain('receipt 101 of 8000 XOF from household H1');
    expect(ofHousehold.length).toBeGreaterThan(ofAccount.length);
  });

  test('a long history is told to its end, page after page', async () => {
    const question = { known: '2025-01-02', and: '2025-12-31', fund: 'F-MATCH' };
    const sentences = async (perPage?: number) => {
      printed = '';
      expect(await ask('/v1/funds/F-MATCH', { ...question, perPage })).toBe(exitCode.ok);
      return lines<Line>().slice(2);
    };
    const whole = await sentences();
    expect(whole.length).toBeGreaterThan(4);
    expect(await sentences(1)).toEqual(whole);
    expect(await sentences(whole.length)).toEqual(whole);
  });

  test('what cannot be explained ends with a failure, not with silence', async () => {
    const days = { known: '2025-03-19', and: '2025-03-20' };
    expect(await ask('/v1/funds/F-MATCH', { ...days, stream: 'no stream' })).toBe(exitCode.failed);
    expect(lines<Line>().at(-1)).toMatchObject({ differences: null, status: 400 });
    expect(await ask('/v1/funds/NOBODY', { known: '2025-03-19' })).toBe(exitCode.failed);
  });

  test.each([
    ['the later day first', { known: '2025-03-20', and: '2025-03-19', person: 'H1' }],
    ['something to explain and no second day', { known: '2025-03-20', fund: 'F-MATCH' }],
    ['two things to explain', { known: '2025-03-19', and: '2025-03-20', fund: 'F-MATCH', person: 'H1' }],
    ['a day that is none', { known: '2025-02-30' }],
  ])('%s is no question', async (_, options) => {
    await expect(ask('/v1/funds/F-MATCH', options)).rejects.toThrow(UsageError);
    expect(printed).toBe('');
  });

  test('the same day twice differs in nothing', async () => {
    const days = { known: '2025-03-20', and: '2025-03-20' };
    expect(await ask('/v1/funds/F-MATCH', { ...days, fund: 'F-MATCH' })).toBe(exitCode.ok);
    expect(lines()).toHaveLength(2);
  });

  test('what-if compares a fund’s year under another contract, and fails when it was not answered', async () => {
    const [folder, auditor] = [await mkdtemp(join(tmpdir(), 'entraide-what-if-')), process.env['ENTRAIDE_TOKEN']];
    const contract = join(folder, 'contract.yaml');
    await writeFile(
      contract,
      `{ version: '1', perPerson: 3500, wholePersons: true, capPerHousehold: 7000,
         window: { from: 2025-01-01, to: 2025-12-31 } }`,
    );
    process.env['ENTRAIDE_TOKEN'] = await stage.tokenFor('federation-finance', ['*']);
    const year = { scheme: [], from: '2025-01-01', to: '2025-12-31', contract, url: stage.url, json: true };
    try {
      const before = await stage.stores.log.head('subsidies');
      expect(await whatIf({ ...year, fund: 'F-MATCH' })).toBe(exitCode.ok);
      expect(lines<{ answer: object }>()[0]).toMatchObject({
        operation: 'SimulateContract',
        status: 200,
        answer: { free: { now: 0, then: 3500 }, exhaustedOn: { now: '2025-03-14', then: null } },
      });
      expect(await stage.stores.log.head('subsidies')).toBe(before);
      expect(await whatIf({ ...year, fund: 'NOBODY' })).toBe(exitCode.failed);
    } finally {
      process.env['ENTRAIDE_TOKEN'] = auditor;
      await rm(folder, { recursive: true });
    }
  });

  test('what-if asks nothing without a scheme, a day or a set of rules', async () => {
    const options = { scheme: ['A'], from: '2025-01-01', to: '2025-12-31', url: stage.url };
    await expect(whatIf({ ...options, to: '2024-12-31' })).rejects.toThrow(UsageError);
    await expect(whatIf(options)).rejects.toThrow(UsageError);
    await expect(whatIf({ ...options, scheme: [], package: 'x.yaml' })).rejects.toThrow(UsageError);
  });
});
