import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { proofsFile } from '../export/verifier-file.js';
import { provesConsistency, provesInclusion } from './proofs.js';

const data = process.env['CONFORMANCE_DATA'];
if (!data)
  process.stderr.write(
    '\nSKIPPED, no CONFORMANCE_DATA: vectors of transparency-dev/merkle (a folder with merkle/testdata)\n',
  );

interface Vector {
  readonly desc: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly leafHash: string;
  readonly root: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}

const vectorsIn = (kind: string): readonly Vector[] => {
  const folder = join(data ?? '', 'merkle', 'testdata', kind);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(file => statSync(file).isFile())
    .map(file => JSON.parse(readFileSync(file, 'utf8')) as Vector);
};
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
const inclusionOf = ({ leafIdx, treeSize, leafHash, root, proof }: Vector) => ({
  index: leafIdx,
  size: treeSize,
  leaf: bytes(leafHash),
  root: bytes(root),
  proof: (proof ?? []).map(bytes),
});
const consistencyOf = ({ size1, size2, root1, root2, proof }: Vector) => ({
  size1,
  size2,
  root1: bytes(root1),
  root2: bytes(root2),
  proof: (proof ?? []).map(bytes),
});

interface Outsider {
  provesInclusion(index: number, size: number, leaf: Buffer, root: Buffer, proof: readonly Buffer[]): boolean;
  provesConsistency(size1: number, size2: number, root1: Buffer, root2: Buffer, proof: readonly Buffer[]): boolean;
}

(data ? describe : describe.skip)('published vectors of transparency-dev/merkle', () => {
  const outsider = async () => (await import(pathToFileURL(proofsFile).href)) as Outsider;

  test('inclusion: all 98, here and in the verifier for outsiders', async () => {
    const vectors = vectorsIn('inclusion');
    expect(vectors).toHaveLength(98);
    const verifier = await outsider();
    for (const vector of vectors) {
      const { index, size, leaf, root, proof } = inclusionOf(vector);
      expect([vector.desc, provesInclusion({ index, size, leaf, root, proof })]).toEqual([
        vector.desc,
        !vector.wantErr,
      ]);
      expect([vector.desc, verifier.provesInclusion(index, size, leaf, root, proof)]).toEqual([
        vector.desc,
        !vector.wantErr,
      ]);
    }
  });

  test('consistency: all 98, here and in the verifier for outsiders', async () => {
    const vectors = vectorsIn('consistency');
    expect(vectors).toHaveLength(98);
    const verifier = await outsider();
    for (const vector of vectors) {
      const { size1, size2, root1, root2, proof } = consistencyOf(vector);
      expect([vector.desc, provesConsistency({ size1, size2, root1, root2, proof })]).toEqual([
        vector.desc,
        !vector.wantErr,
      ]);
      expect([vector.desc, verifier.provesConsistency(size1, size2, root1, root2, proof)]).toEqual([
        vector.desc,
        !vector.wantErr,
      ]);
    }
  });
});
