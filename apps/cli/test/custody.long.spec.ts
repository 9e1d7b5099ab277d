import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { addAudit } from '../src/commands/audit.js';
import { addKeys } from '../src/commands/keys.js';
import { seed } from '../src/commands/seed.js';
import { withStores } from '../src/local.js';

const folder = mkdtempSync(join(tmpdir(), 'entraide-custody-'));
const [here, there, backups] = [join(folder, 'here'), join(folder, 'there'), join(folder, 'backups')];

/** What the command line printed, line by line, and how it ended. */
const entraide = async (dataDir: string, ...args: readonly string[]) => {
  process.env['DATA_DIR'] = dataDir;
  const lines: string[] = [];
  const printed = jest.spyOn(process.stdout, 'write').mockImplementation(text => !!lines.push(String(text)));
  let code: number | undefined;
  const program = new Command().exitOverride();
  const ends = async (work: Promise<number>): Promise<void> => void (code = await work);
  addKeys(program, ends);
  addAudit(program, ends);
  try {
    await program.parseAsync(['node', 'entraide', ...args]);
  } finally {
    printed.mockRestore();
  }
  return { code, lines: lines.join('').split('\n').filter(Boolean) };
};
const inJson = async (dataDir: string, ...args: readonly string[]) => {
  const { code, lines } = await entraide(dataDir, ...args, '--json');
  return { code, reports: lines.map(line => JSON.parse(line) as Record<string, unknown>) };
};

/** What an operator does with keys, backups and the forgotten, by the command line alone, on a federation with people in it. */
describe('the custody of a federation', () => {
  const before = process.env['DATA_DIR'];
  let person: string;

  beforeAll(async () => {
    process.env['DATA_DIR'] = here;
    const silent = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await seed({ seed: '7', members: '100', until: '2025-06-30', json: true })).toBe(0);
    silent.mockRestore();
    person = await withStores(async ({ log, codec }) => {
      const events = await codec.clearly(await log.readAll('membership', { limit: 1_000 }));
      const { persons } = events.find(({ type }) => type === 'membership.HouseholdEnrolled')!.data as {
        persons: readonly { person: string }[];
      };
      return persons[0]!.person;
    });
  }, 300_000);
  afterAll(() => {
    if (before === undefined) delete process.env['DATA_DIR'];
    else process.env['DATA_DIR'] = before;
    rmSync(folder, { recursive: true });
  });

  test('a new master key wraps every key of every person, and the older one stays as long as backups need it', async () => {
    const [{ current }] = (await inJson(here, 'keys', 'status')).reports as [{ current: string }];
    const { code, reports } = await inJson(here, 'keys', 'rotate');
    expect(code).toBe(0);
    expect(reports[0]).toMatchObject({ current: expect.not.stringContaining(current), goesOn: false });
    expect(reports[0]!['wrapped']).toBeGreaterThan(100);
    const [ring, ...counts] = (await inJson(here, 'keys', 'status')).reports;
    expect(ring).toMatchObject({ older: [{ id: current }] });
    expect(counts.map(({ behind }) => behind)).toEqual([0, 0, 0, 0, 0, 0]);
    expect((await entraide(here, 'keys', 'retire')).lines).toEqual([
      'aucune clé remplacée depuis plus de 31 jours / no key was replaced more than 31 days ago',
    ]);
  }, 60_000);

  test('whoever decides that a person is forgotten does not approve it', async () => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const asked = ['forget', person, '--by', 'officer-1', '--approved-by', 'officer-1'];
    expect((await entraide(here, ...asked)).code).toBe(1);
    expect(said.mock.calls.join('')).toContain('audit.erasure.second_person_needed');
    said.mockRestore();
  }, 60_000);

  test('who was forgotten after a backup is forgotten in what is restored from it, and verified', async () => {
    // An export seals whatever is not sealed yet; what was signed is kept beside the copy.
    expect((await entraide(here, 'export', '--out', join(folder, 'export'))).code).toBe(0);
    expect((await entraide(here, 'backup', '--out', backups)).code).toBe(0);
    cpSync(join(here, 'proof'), join(there, 'proof'), { recursive: true });
    const asked = ['forget', person, '--by', 'officer-1', '--approved-by', 'manager-1'];
    expect(await inJson(here, ...asked)).toEqual({ code: 0, reports: [{ forgotten: person }] });
    cpSync(join(here, 'keys'), join(there, 'keys'), { recursive: true });
    const from = join(backups, readdirSync(backups)[0]!);
    const restored = await inJson(there, 'restore', '--from', from, '--erasures', join(here, 'erasures.jsonl'));
    expect(restored).toMatchObject({ code: 0, reports: [{ withKeys: true, forgotten: 1 }] });
    const counts = (await inJson(there, 'keys', 'status')).reports.slice(1);
    expect(counts.every(({ destroyed }) => Number(destroyed) > 0)).toBe(true);
    expect(readFileSync(join(here, 'erasures.jsonl'), 'utf8')).toContain('"decidedBy":"officer-1"');
    const verified = await inJson(there, 'verify');
    expect(verified.code).toBe(0);
    const sizes = verified.reports.flatMap(({ shard, size }) =>
      typeof shard === 'string' ? [[shard, size] as const] : [],
    );
    const recorded = ['membership', 'contributions', 'benefits', 'subsidies'];
    expect(sizes.filter(([, size]) => Number(size) > 0).map(([shard]) => shard)).toEqual(
      expect.arrayContaining(recorded),
    );
  }, 120_000);

  test('nothing is restored over a federation', async () => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const from = join(backups, readdirSync(backups)[0]!);
    expect((await entraide(here, 'restore', '--from', from)).code).toBe(1);
    expect(said.mock.calls.join('')).toContain('not empty');
    said.mockRestore();
  }, 60_000);
});
