#!/usr/bin/env node
/**
 * Vérifie un export d'Entraide, sans réseau et sans rien d'autre que Node 20 : aucun fait changé, ôté, ajouté, déplacé.
 * Verifies an export of Entraide with nothing but Node 20: no fact was changed, taken away, added or moved.
 *
 *   node verify-export.mjs FOLDER [--policy FILE] [--previous CHECKPOINT]… [--json]
 *
 * --policy: keys you hold yourself (C2SP tlog-policy); otherwise those of the export, which prove only that it is whole.
 * --previous: a checkpoint you kept; what it covered must still be there, unchanged.
 * Needs proofs.mjs beside it: what Merkle trees and signatures are; here is what an export is.
 * Exit code: 0 whole, 1 tampered with, 2 incomplete, 3 wrong use. Written apart from the program that makes exports.
 */
import { Buffer } from 'node:buffer';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ensure,
  leafHash,
  openCheckpoint,
  openNote,
  readPolicy,
  Refused,
  rootOf,
  satisfied,
  sha256,
} from './proofs.mjs';

const read = (folder, path) => {
  ensure(existsSync(join(folder, path)), 'incomplete', path);
  return readFileSync(join(folder, path));
};
const numbered = index => {
  const text = String(index);
  const groups = text.padStart(Math.ceil(text.length / 3) * 3, '0').match(/\d{3}/g);
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
};
const widths = size => Array.from({ length: Math.ceil(size / 256) }, (_, index) => Math.min(256, size - index * 256));
const tileAt = (kind, index, width) => `tile/${kind}/${numbered(index)}${width === 256 ? '' : `.p/${width}`}`;

const entriesOf = (folder, shard, size) =>
  widths(size).flatMap((width, index) => {
    const path = `${shard}/${tileAt('entries', index, width)}`;
    const bundle = read(folder, path);
    const entries = [];
    for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
      ensure(at + 2 <= bundle.length && at + 2 + bundle.readUInt16BE(at) <= bundle.length, 'truncated', path);
      entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
    }
    ensure(entries.length === width, 'truncated', path);
    return entries;
  });

/** Tiles of every level hold what follows from the leaves, nothing else. */
const checkTiles = (folder, shard, leaves) => {
  for (let [level, hashes] = [0, leaves]; hashes.length > 0; level += 1) {
    widths(hashes.length).forEach((width, index) => {
      const path = `${shard}/${tileAt(level, index, width)}`;
      const expected = Buffer.concat(hashes.slice(index * 256, index * 256 + width));
      ensure(read(folder, path).equals(expected), 'bad-tile', path);
    });
    hashes = Array.from({ length: Math.floor(hashes.length / 256) }, (_, index) =>
      rootOf(hashes.slice(index * 256, (index + 1) * 256)),
    );
  }
};

function* eventsOf(folder, shard) {
  const files = existsSync(join(folder, shard, 'events')) ? readdirSync(join(folder, shard, 'events')).sort() : [];
  for (const file of files) {
    const where = `${shard}/events/${file}`;
    for (const line of read(folder, where).toString('utf8').split('\n').filter(Boolean)) {
      let event;
      try {
        event = JSON.parse(line);
      } catch {
        throw new Refused('bad-event', where, 'a line is not JSON');
      }
      const bytes = text => Buffer.from(text, 'base64');
      const sealed = event.sealed === null ? null : bytes(event.sealed);
      yield { where, line, position: event.position, clear: bytes(event.clear ?? ''), sealed };
    }
  }
}

const digest = bytes => (bytes === null ? null : sha256(bytes).toString('base64'));

/** Each event is the one its entry commits to, in its place, after the one before it in its stream. */
const checkEvents = (folder, shard, entries, leaves, figures) => {
  const streams = new Map();
  let position = 0;
  for (const event of eventsOf(folder, shard)) {
    position += 1;
    const at = `${shard} ${event.position}`;
    ensure(event.position === position, 'out-of-order', event.where, `${event.position} instead of ${position}`);
    ensure(position <= entries.length, 'extra-event', at);
    const entry = JSON.parse(entries[position - 1]);
    ensure(entry.position === position && entry.shard === shard, 'bad-entry', at);
    ensure(entry.clear === digest(event.clear), 'changed-event', at, 'clear part');
    ensure(entry.sealed === digest(event.sealed), 'changed-event', at, 'sealed part');
    const line = JSON.stringify({
      position,
      clear: event.clear.toString('base64'),
      sealed: event.sealed?.toString('base64') ?? null,
    });
    ensure(event.line === line, 'changed-event', at, 'written otherwise');
    const before = streams.get(entry.stream);
    ensure(entry.version === (before?.version ?? 0) + 1, 'broken-stream', at, entry.stream);
    ensure(entry.previous === (before?.leaf.toString('base64') ?? null), 'broken-stream', at, entry.stream);
    streams.set(entry.stream, { version: entry.version, leaf: leaves[position - 1] });
    addUp(figures, entry, JSON.parse(event.clear), at);
  }
  ensure(position === entries.length, 'incomplete', `${shard}/events`, `${position} of ${entries.length} events`);
};

/** Journals: what each event posts adds up to nothing; what the accounts hold is a figure of the report. */
const addUp = (figures, { shard, type, scheme }, data, at) => {
  const post = (account, amount, of = scheme) => {
    const key = `${shard} ${of ?? '*'} ${account} ${data.currency ?? '-'}`;
    figures.set(key, (figures.get(key) ?? 0) + amount);
  };
  if (Array.isArray(data.postings)) {
    const total = data.postings.reduce((sum, { amount }) => sum + amount, 0);
    ensure(total === 0, 'unbalanced', at, `${type} posts ${total}`);
    for (const { account, amount, scheme: of } of data.postings) post(account, amount, of ?? scheme);
  }
  if (data.change && type.startsWith('benefits.Claim')) {
    post('benefits', data.change.provider + data.change.member);
    post('providersPayable', -data.change.provider);
    post('membersPayable', -data.change.member);
  }
  if (type === 'benefits.RemittanceIssued') {
    post('providersPayable', data.net);
    post('providersPaid', -data.net);
  }
};

const filesIn = folder =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => statSync(join(folder, path)).isFile())
    .map(path => relative(folder, join(folder, path)))
    .sort();

const checkManifest = (folder, policy) => {
  const { text, signers } = openNote(read(folder, 'manifest').toString('utf8'), policy.logs, 'manifest');
  ensure(
    [...signers].some(({ name }) => name === text.split('\n')[0]),
    'wrong-key',
    'manifest',
  );
  const listed = new Map(
    text
      .split('\n')
      .slice(2, -1)
      .map(line => [line.slice(65), line.slice(0, 64)]),
  );
  for (const path of listed.keys()) read(folder, path);
  for (const path of filesIn(folder).filter(file => file !== 'manifest')) {
    ensure(listed.has(path), 'extra-file', path);
    ensure(listed.get(path) === sha256(read(folder, path)).toString('hex'), 'changed-file', path);
  }
  return text.split('\n')[1];
};

const checkFigures = (folder, figures) => {
  const computed = [...figures].filter(([, amount]) => amount !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  const reported = read(folder, 'figures.txt').toString('utf8').split('\n').filter(Boolean);
  const expected = computed.map(([key, amount]) => `${key} ${amount}`);
  const wrong = [...expected, ...reported].find((line, at, all) => all.indexOf(line) === all.lastIndexOf(line));
  ensure(wrong === undefined && reported.join() === expected.join(), 'wrong-figure', 'figures.txt', wrong);
  return expected.length;
};

/** Checks everything there is; the first thing that is not as it was signed is thrown, by its cause. */
export const verifyExport = (folder, { policyText, previous = [] } = {}) => {
  const policy = readPolicy(policyText ?? read(folder, 'policy.txt').toString('utf8'));
  const shards = policy.logs.map(({ name }) => name.split('/').at(-1)).filter(name => name !== 'export');
  const [figures, logs, older] = [new Map(), [], [...previous]];
  for (const shard of shards) {
    const checkpoint = openCheckpoint(
      read(folder, `${shard}/checkpoint`).toString('utf8'),
      policy,
      `${shard}/checkpoint`,
    );
    const { origin, size, root, signers } = checkpoint;
    ensure(origin.split('/').at(-1) === shard, 'wrong-key', `${shard}/checkpoint`, origin);
    ensure(satisfied(policy, policy.quorum, signers), 'no-quorum', `${shard}/checkpoint`);
    const entries = entriesOf(folder, shard, size);
    const leaves = entries.map(leafHash);
    ensure(rootOf(leaves).equals(root), 'bad-root', shard, 'the entries are not those that were signed');
    checkTiles(folder, shard, leaves);
    checkEvents(folder, shard, entries, leaves, figures);
    for (const { name, note } of previous) {
      if (!note.startsWith(`${origin}\n`)) continue;
      const old = openCheckpoint(note, policy, name);
      ensure(old.size <= size, 'rolled-back', shard, `${size} entries, ${old.size} were signed before`);
      ensure(rootOf(leaves.slice(0, old.size)).equals(old.root), 'forked', shard, `not the history of ${name}`);
      older.splice(
        older.findIndex(one => one.name === name),
        1,
      );
    }
    logs.push({
      shard,
      origin,
      events: size,
      root: root.toString('base64'),
      signers: [...signers].map(key => key.name),
    });
  }
  ensure(older.length === 0, 'wrong-key', older[0]?.name, 'it is of no log of the policy');
  const figuresChecked = checkFigures(folder, figures);
  return {
    exportedAt: checkManifest(folder, policy),
    logs,
    figures: figuresChecked,
    ownKeys: policyText === undefined,
  };
};

const usage = 'usage: node verify-export.mjs FOLDER [--policy FILE] [--previous CHECKPOINT]… [--json]\n';

const main = argv => {
  const [folders, previous] = [[], []];
  let [policyText, json] = [undefined, false];
  for (let at = 0; at < argv.length; at += 1) {
    if (argv[at] === '--json') json = true;
    else if (argv[at] === '--policy') policyText = readFileSync(argv[(at += 1)], 'utf8');
    else if (argv[at] === '--previous') previous.push({ name: argv[(at += 1)], note: readFileSync(argv[at], 'utf8') });
    else if (argv[at].startsWith('-')) throw new Error(argv[at]);
    else folders.push(argv[at]);
  }
  if (folders.length !== 1) throw new Error('one folder');
  try {
    const found = verifyExport(folders[0], { policyText, previous });
    process.stdout.write(json ? `${JSON.stringify({ ok: true, ...found })}\n` : said(found));
    return 0;
  } catch (error) {
    const { reason, where } = error;
    if (!(error instanceof Refused)) process.stderr.write(`${error.stack}\n`);
    const told = { ok: false, cause: reason ?? 'unreadable', where: where ?? folders[0], message: error.message };
    process.stdout.write(json ? `${JSON.stringify(told)}\n` : `✗ ${error.message}\n`);
    return error.exitCode ?? 1;
  }
};

const said = ({ exportedAt, logs, figures, ownKeys }) =>
  [
    ...logs.map(
      ({ origin, events, root, signers }) => `✓ ${origin}: ${events} événements / events, ${root}, ${signers}`,
    ),
    `✓ ${figures} soldes recalculés, journaux équilibrés / balances recomputed, journals balance`,
    `✓ export ${exportedAt}`,
    ...(ownKeys ? ['! clés de l’export : comparez-les aux vôtres / keys of the export: compare them with yours'] : []),
    '',
  ].join('\n');

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${usage}${error.message}\n`);
    process.exitCode = 3;
  }
}
