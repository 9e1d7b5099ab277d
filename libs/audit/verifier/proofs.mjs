/**
 * Ce qu'il faut pour ne croire personne : arbres de Merkle, notes signées, politiques. Avec Node 20 et rien d'autre.
 * What it takes to believe nobody: Merkle trees (RFC 9162), signed notes, checkpoints and policies (C2SP), with nothing
 * but Node 20. Read by verify-export.mjs and witness.mjs, which need it beside them.
 */
import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, verify } from 'node:crypto';

/** Why an export is refused. `incomplete`: something is not there; the others: something is not as it was signed. */
export class Refused extends Error {
  constructor(cause, where, detail) {
    super(`${cause}: ${where}${detail ? ` (${detail})` : ''}`);
    Object.assign(this, { reason: cause, where, exitCode: cause === 'incomplete' ? 2 : 1 });
  }
}
export const ensure = (holds, ...why) => {
  if (!holds) throw new Refused(...why);
};

// --- Merkle trees (RFC 9162) ------------------------------------------------------------------------------------

export const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const leafHash = entry => sha256(Buffer.of(0), entry);
export const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** Root of a list of leaf hashes, as section 2.1.1 defines it: split at the largest power of two below the size. */
export const rootOf = leaves => {
  if (leaves.length === 0) return sha256();
  // Complete subtrees by size, the largest first; two of one size become one of the next.
  const stack = [];
  for (const leaf of leaves) {
    let tree = { size: 1, hash: leaf };
    while (stack.at(-1)?.size === tree.size) {
      const left = stack.pop();
      tree = { size: left.size * 2, hash: nodeHash(left.hash, tree.hash) };
    }
    stack.push(tree);
  }
  return stack.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right));
};

const areHashes = hashes => hashes.every(hash => hash.length === 32);
const halved = value => Math.floor(value / 2);

/** Section 2.1.3.2. */
export const provesInclusion = (index, size, leaf, root, proof) => {
  if (index < 0 || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [halved(fn), halved(sn)];
    } else hash = nodeHash(hash, sibling);
    [fn, sn] = [halved(fn), halved(sn)];
  }
  return sn === 0 && hash.equals(root);
};

/** Section 2.1.4.2. */
export const provesConsistency = (size1, size2, root1, root2, proof) => {
  if (size1 < 1 || size1 > size2) return false;
  if (size1 === size2) return proof.length === 0 && root1.equals(root2);
  if (proof.length === 0 || !areHashes([root1, root2, ...proof])) return false;
  let [fn, sn] = [size1 - 1, size2 - 1];
  while (fn % 2 === 1) [fn, sn] = [halved(fn), halved(sn)];
  const path = Number.isInteger(Math.log2(size1)) ? [root1, ...proof] : proof;
  let [fr, sr] = [path[0], path[0]];
  for (const sibling of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(sibling, fr), nodeHash(sibling, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [halved(fn), halved(sn)];
    } else sr = nodeHash(sr, sibling);
    [fn, sn] = [halved(fn), halved(sn)];
  }
  return sn === 0 && fr.equals(root1) && sr.equals(root2);
};

// --- Signed notes and policies (C2SP) ---------------------------------------------------------------------------

export const readKey = line => {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(line.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  ensure(bytes.length === 33 && [1, 4].includes(bytes[0]), 'bad-key', name ?? 'key');
  const computed = sha256(`${name}\n`, bytes).subarray(0, 4);
  ensure(computed.toString('hex') === id && bytes.toString('base64') === encoded, 'bad-key', name, 'its id is another');
  return { name, id: computed, kind: bytes[0], publicKey: bytes.subarray(1) };
};

const wrapping = Buffer.from('302a300506032b6570032100', 'hex');
const signed = (publicKey, text, signature) =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: Buffer.concat([wrapping, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );

/** Text of a note, and which of the keys signed it; the signature of a known key must be right. */
export const openNote = (note, keys, where = 'note') => {
  const end = note.lastIndexOf('\n\n');
  ensure(end >= 0 && note.endsWith('\n'), 'bad-note', where);
  const text = note.slice(0, end + 1);
  const signers = new Set();
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [, name, encoded] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? '', 'base64');
    ensure(bytes.length > 4 && bytes.toString('base64') === encoded, 'bad-note', where);
    const key = keys.find(one => one.name === name && one.id.equals(bytes.subarray(0, 4)));
    if (!key) continue;
    const [signature, seconds] = key.kind === 4 ? [bytes.subarray(12), bytes.readBigUInt64BE(4)] : [bytes.subarray(4)];
    const message = key.kind === 4 ? `cosignature/v1\ntime ${seconds}\n${text}` : text;
    ensure(signature.length === 64 && signed(key.publicKey, message, signature), 'bad-signature', where, name);
    signers.add(key);
  }
  return { text, signers };
};

const readCheckpoint = (text, where) => {
  const [origin, size, root] = text.split('\n');
  ensure(/^(0|[1-9]\d*)$/.test(size ?? '') && Buffer.from(root ?? '', 'base64').length === 32, 'bad-note', where);
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
};

/** `log KEY`, `witness NAME KEY`, `group NAME any|all|NUMBER MEMBER…`, `quorum NAME|none`. */
export const readPolicy = text => {
  const policy = { logs: [], members: new Map(), quorum: 'none' };
  for (const line of text.split('\n')) {
    const [word, ...rest] = line.split('#')[0].trim().split(/\s+/);
    if (word === '') continue;
    if (word === 'log') policy.logs.push(readKey(rest[0] ?? ''));
    else if (word === 'witness') policy.members.set(rest[0], { key: readKey(rest[1] ?? '') });
    else if (word === 'group') policy.members.set(rest[0], { threshold: rest[1], of: rest.slice(2) });
    else if (word === 'quorum') policy.quorum = rest[0];
    else throw new Refused('bad-policy', word);
  }
  return policy;
};

export const satisfied = (policy, name, signers) => {
  if (name === 'none') return true;
  const member = policy.members.get(name);
  ensure(member, 'bad-policy', name);
  if (member.key) return signers.has(member.key);
  const yes = member.of.filter(one => satisfied(policy, one, signers)).length;
  const needed = { any: 1, all: member.of.length }[member.threshold] ?? Number(member.threshold);
  return Number.isInteger(needed) && needed > 0 && yes >= needed;
};

export const openCheckpoint = (note, policy, where) => {
  const witnesses = [...policy.members.values()].flatMap(({ key }) => key ?? []);
  const { text, signers } = openNote(note, [...policy.logs, ...witnesses], where);
  const checkpoint = readCheckpoint(text, where);
  const log = policy.logs.find(key => key.name === checkpoint.origin);
  ensure(log && signers.has(log), 'wrong-key', where, 'not signed by a log of the policy');
  return { ...checkpoint, signers };
};
