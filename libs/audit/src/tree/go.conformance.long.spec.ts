import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { printedKey } from '../note/signed-note.js';
import { toyLog } from '../proof-log/toy-log.fixture.js';

const source = fileURLToPath(new URL('../../conformance/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'entraide-go-'));
const program = join(folder, 'conformance');

/** Builds the Go program where a Go that can come by its two modules is found. @returns why not, or null */
const built = (): string | null => {
  const go = ['go', '/usr/local/go/bin/go'].find(name => spawnSync(name, ['version']).status === 0);
  if (go === undefined) return 'no go on PATH nor in /usr/local/go/bin';
  cpSync(source, folder, { recursive: true });
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  const { status, stderr } = spawnSync(go, ['build', '-o', program, '.'], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 240_000,
  });
  return status === 0 ? null : `go build: ${stderr.trim() || 'took too long'}`;
};
const whyNot = built();
if (whyNot !== null && process.env['CONFORMANCE_GO'] !== undefined) throw new Error(whyNot);
if (whyNot !== null) process.stderr.write(`\nSKIPPED, Go’s own readers of notes and proofs: ${whyNot}\n`);
afterAll(() => rmSync(folder, { recursive: true }));

interface Told {
  readonly status: number | null;
  readonly words: string;
}

const ask = (given: object): Told => {
  const { status, stdout, stderr } = spawnSync(program, { input: JSON.stringify(given), encoding: 'utf8' });
  return { status, words: `${stdout}${stderr}`.trim() };
};
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

(whyNot === null ? describe : describe.skip)('golang.org/x/mod/sumdb/note and transparency-dev/merkle', () => {
  let given: {
    key: string;
    note: string;
    inclusion: { index: number; size: number; entry: string; root: string; proof: string[] }[];
    consistency: { size1: number; size2: number; root1: string; root2: string; proof: string[] }[];
  };

  beforeAll(async () => {
    const { proof, sealer, record } = toyLog();
    const sizes = [1, 2, 255, 256, 257, 300, 700];
    const roots = new Map<number, string>();
    for (const [at, size] of sizes.entries()) {
      await record(size - (sizes[at - 1] ?? 0));
      await sealer.seal();
      roots.set(size, text((await proof.checkpoint())!.root));
    }
    const last = sizes.at(-1)!;
    const tree = proof.treeOf(last);
    const inclusion = [];
    for (const index of [0, 1, 254, 255, 256, 511, 512, 698, 699]) {
      const entry = (await proof.entries(Math.floor(index / 256), last))[index % 256]!;
      const hashes = await tree.inclusion(index);
      inclusion.push({ index, size: last, entry: text(entry), root: roots.get(last)!, proof: hashes.map(text) });
    }
    const consistency = [];
    for (const size1 of sizes.slice(0, -1)) {
      const hashes = await tree.consistency(size1);
      const [root1, root2] = [roots.get(size1)!, roots.get(last)!];
      consistency.push({ size1, size2: last, root1, root2, proof: hashes.map(text) });
    }
    given = { key: printedKey(proof.key), note: (await proof.note())!, inclusion, consistency };
  });

  test(
    'open our checkpoint and find every proof right',
    () => expect(ask(given)).toEqual({ status: 0, words: '9 6' }),
    300_000,
  );

  test('and refuse what is not ours', () => {
    expect(ask({ ...given, note: given.note.replace('700', '701') }).status).toBe(1);
    const [first] = given.inclusion;
    expect(ask({ ...given, inclusion: [{ ...first!, index: 1 }] }).words).toContain('inclusion of 1 in 700');
    const [older] = given.consistency;
    const other = { ...older!, root1: given.consistency[1]!.root1 };
    expect(ask({ ...given, consistency: [other] }).words).toContain('consistency of 1 and 700');
  }, 60_000);
});
