import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Shard } from '#eventstore';
import { ephemeralSigner } from '../custody/key-file-signer.js';
import type { ProofLog } from '../proof-log/proof-log.js';
import { ForgedLog, toyLog } from '../proof-log/toy-log.fixture.js';
import { FolderNotEmpty, writeExport } from './write-export.js';
import { verifierFile } from './verifier-file.js';

const folder = mkdtempSync(join(tmpdir(), 'entraide-export-'));
const whole = join(folder, 'whole');
let older: string;
let policy: string;

interface Told {
  readonly ok: boolean;
  readonly cause?: string;
  readonly where?: string;
  readonly logs?: readonly { shard: string; events: number }[];
  readonly ownKeys?: boolean;
}

/** As an auditor runs it: another process, that file, this folder. */
const verified = (export_: string, ...options: string[]): { code: number | null; told: Told } => {
  const { status, stdout } = spawnSync(process.execPath, [verifierFile, export_, '--json', ...options], {
    encoding: 'utf8',
    cwd: folder,
    env: {},
  });
  return { code: status, told: stdout === '' ? { ok: false } : (JSON.parse(stdout) as Told) };
};

/** A federation of two logs, exported. */
const exported = async (place: string) => {
  const [signer, log] = [ephemeralSigner(), new ForgedLog()];
  const [contributions, subsidies] = (['contributions', 'subsidies'] as const).map(shard =>
    toyLog(shard, undefined, signer, log),
  );
  await contributions!.record(520);
  const old = (await contributions!.sealer.seal())!.note;
  await contributions!.record(180);
  await subsidies!.record(5);
  for (const { sealer } of [contributions!, subsidies!]) await sealer.seal();
  // Recorded since: no checkpoint covers it, and it is not in the export.
  await contributions!.record(2);
  const logs = new Map<Shard, ProofLog>([contributions!, subsidies!].map(({ shard, proof }) => [shard, proof]));
  const exportedAt = '2025-06-01T09:00:00.000Z';
  await writeExport(place, { name: 'entraide.example', logs, log, signer, exportedAt });
  return old;
};

beforeAll(async () => {
  older = join(folder, 'older-checkpoint');
  writeFileSync(older, await exported(whole));
  policy = join(folder, 'policy.txt');
  cpSync(join(whole, 'policy.txt'), policy);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy to tamper with. */
const tampered = (name: string, tamper: (copy: string) => void): string => {
  const copy = join(folder, name.replace(/\W/g, '-'));
  cpSync(whole, copy, { recursive: true });
  tamper(copy);
  return copy;
};
const events = 'contributions/events/000000000001.ndjson';
const lines = (copy: string, change: (all: string[]) => string[]) => {
  const file = join(copy, events);
  const all = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  writeFileSync(
    file,
    change(all)
      .map(line => `${line}\n`)
      .join(''),
  );
};

describe('an export that nobody touched', () => {
  test('is whole', () => {
    const { code, told } = verified(whole);
    expect([code, told]).toMatchObject([0, { ok: true, ownKeys: true }]);
    expect(told.logs?.map(({ shard, events: many }) => [shard, many])).toEqual([
      ['contributions', 700],
      ['subsidies', 5],
    ]);
  });

  test('is whole by the keys one holds, and continues the checkpoint one kept', () => {
    const { code, told } = verified(whole, '--policy', policy, '--previous', older);
    expect([code, told.ok, told.ownKeys]).toEqual([0, true, false]);
  });

  test('tells people in both languages', () => {
    const { stdout } = spawnSync(process.execPath, [verifierFile, whole], { encoding: 'utf8' });
    expect(stdout).toMatch(/700 événements \/ events/);
    expect(stdout).toMatch(/comparez-les aux vôtres/);
  });

  test('is not written over another', () => expect(exported(whole)).rejects.toThrow(FolderNotEmpty));

  test('wants to be asked properly', () => {
    expect(verified(whole, '--nonsense').code).toBe(3);
    expect(verified(whole, '--policy', join(folder, 'nowhere')).code).toBe(3);
  });
});

describe('an export with one byte flipped', () => {
  const files = () =>
    readdirSync(whole, { recursive: true, encoding: 'utf8' }).filter(file => statSync(join(whole, file)).isFile());

  test('is found out, in every file of it, with the cause named', () => {
    expect(files().length).toBeGreaterThan(15);
    const unnamed = files().flatMap(file => {
      const { size } = statSync(join(whole, file));
      return [0, Math.floor(size / 2), size - 1].flatMap(at => {
        const copy = tampered('flipped', place => {
          const bytes = readFileSync(join(place, file));
          bytes[at]! ^= 4;
          writeFileSync(join(place, file), bytes);
        });
        const { code, told } = verified(copy);
        rmSync(copy, { recursive: true });
        return (code === 1 || code === 2) && told.cause !== undefined && told.cause !== 'unreadable'
          ? []
          : [[file, at, code, told]];
      });
    });
    expect(unnamed).toEqual([]);
  }, 180_000);
});

describe('an export that was tampered with', () => {
  const cases: [string, string, number, (copy: string) => void][] = [
    ['an event dropped', 'out-of-order', 1, copy => lines(copy, all => all.toSpliced(99, 1))],
    ['an event doubled', 'out-of-order', 1, copy => lines(copy, all => all.toSpliced(99, 0, all[99]!))],
    [
      'two events in each other’s place',
      'out-of-order',
      1,
      copy => lines(copy, all => all.toSpliced(99, 2, all[100]!, all[99]!)),
    ],
    ['events cut off at the end', 'incomplete', 2, copy => lines(copy, all => all.slice(0, 650))],
    [
      'an event added at the end',
      'extra-event',
      1,
      copy => lines(copy, all => [...all, all.at(-1)!.replace('700', '701')]),
    ],
    [
      'an event re-numbered',
      'changed-event',
      1,
      copy => lines(copy, all => all.with(99, all[100]!.replace('101', '100'))),
    ],
    [
      'an amount changed',
      'changed-event',
      1,
      copy =>
        lines(copy, all => {
          const event = JSON.parse(all[4]!) as { clear: string };
          const body = Buffer.from(event.clear, 'base64').toString().replace('500', '900');
          return all.with(4, JSON.stringify({ ...event, clear: Buffer.from(body).toString('base64') }));
        }),
    ],
    ['the file of events gone', 'incomplete', 2, copy => unlinkSync(join(copy, events))],
    ['a tile gone', 'incomplete', 2, copy => unlinkSync(join(copy, 'contributions/tile/0/001'))],
    ['a tile cut short', 'bad-tile', 1, copy => writeFileSync(join(copy, 'contributions/tile/0/001'), 'x')],
    ['a bundle cut short', 'truncated', 1, copy => writeFileSync(join(copy, 'contributions/tile/entries/001'), 'x')],
    [
      'two tiles swapped',
      'bad-tile',
      1,
      copy => {
        const [first, second] = ['000', '001'].map(name => join(copy, 'contributions/tile/0', name));
        cpSync(first!, join(copy, 'aside'));
        cpSync(second!, first!);
        cpSync(join(copy, 'aside'), second!);
        unlinkSync(join(copy, 'aside'));
      },
    ],
    ['a whole log left out', 'incomplete', 2, copy => rmSync(join(copy, 'subsidies'), { recursive: true })],
    ['a file that does not belong', 'extra-file', 1, copy => writeFileSync(join(copy, 'subsidies/note.txt'), 'x')],
    ['no manifest', 'incomplete', 2, copy => unlinkSync(join(copy, 'manifest'))],
    [
      'a figure made nicer',
      'wrong-figure',
      1,
      copy =>
        writeFileSync(join(copy, 'figures.txt'), readFileSync(join(copy, 'figures.txt'), 'utf8').replace(/\d+$/m, '1')),
    ],
    [
      'a manifest made to fit',
      'bad-signature',
      1,
      copy => {
        mkdirSync(join(copy, 'more'));
        writeFileSync(join(copy, 'more', 'x'), 'x');
        const file = join(copy, 'manifest');
        const line = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 more/x\n';
        writeFileSync(file, readFileSync(file, 'utf8').replace('\n\n—', `\n${line}\n—`));
      },
    ],
  ];
  test.each(cases)('%s: %s', (name, cause, exitCode, tamper) => {
    const { code, told } = verified(tampered(name, tamper));
    expect([told.cause, code]).toEqual([cause, exitCode]);
    expect(told.where).toBeTruthy();
  });

  test('another federation’s export, all of it in order, is refused by the keys one holds', async () => {
    const other = join(folder, 'other');
    await exported(other);
    expect(verified(other).code).toBe(0);
    expect(verified(other, '--policy', policy).told.cause).toBe('wrong-key');
  });

  test('a history that is shorter than one knows is a roll-back, another one a fork', async () => {
    const short = tampered('short', () => undefined);
    const old = join(folder, 'old-export');
    const [signer, log] = [ephemeralSigner(), new ForgedLog()];
    const { record, sealer, proof } = toyLog('contributions', undefined, signer, log);
    await record(100);
    await sealer.seal();
    const options = { name: 'entraide.example', log, signer, exportedAt: '2025-06-01T09:00:00.000Z' };
    await writeExport(old, { ...options, logs: new Map([['contributions' as const, proof]]) });
    await record(100);
    const kept = join(folder, 'kept-checkpoint');
    writeFileSync(kept, (await sealer.seal())!.note);
    expect(verified(old, '--previous', kept).told.cause).toBe('rolled-back');
    expect(verified(short, '--previous', kept).told.cause).toBe('wrong-key');

    const forked = toyLog('contributions', undefined, signer);
    await forked.record(1);
    await forked.record(149);
    forked.log.forge = all => all.map(event => (event.position === 7 ? { ...event, scheme: 'bobo' } : event));
    const fork = join(folder, 'fork-checkpoint');
    writeFileSync(fork, (await forked.sealer.seal())!.note);
    const now = join(folder, 'now-export');
    await writeExport(now, { ...options, logs: new Map([['contributions' as const, proof]]) });
    expect(verified(now, '--previous', kept).code).toBe(0);
    expect(verified(now, '--previous', fork).told.cause).toBe('forked');
  });

  test('without the witnesses that a policy wants it is not enough', () => {
    const wanting = join(folder, 'wanting.txt');
    const witness = readFileSync(policy, 'utf8').split('\n')[0]!.replace('log ', '');
    writeFileSync(
      wanting,
      readFileSync(policy, 'utf8').replace(
        'quorum none',
        `witness w ${witness}\ngroup all-of-them all w\nquorum all-of-them`,
      ),
    );
    expect(verified(whole, '--policy', wanting).told.cause).toBe('no-quorum');
  });
});
