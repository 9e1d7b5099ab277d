import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import type { EventLog, Shard, StoredEvent } from '#eventstore';
import type { Instant } from '#kernel';
import type { LogSigner } from '../custody/log-signer.js';
import { checkpointPath, type ProofLog } from '../proof-log/proof-log.js';
import { printedKey, signatureLine, verifierKey } from '../note/signed-note.js';
import { entriesPath, storedAt, tilePath, tileWidth, widthOf } from '../tree/tiles.js';
import { TreeDamaged } from '../tree/growing-tree.js';
import { Figures } from './figures.js';
import { proofsFile, verifierFile } from './verifier-file.js';

/** The folder holds something already: an export is never mixed with another. */
export class FolderNotEmpty extends Error {}

export interface ExportOptions {
  /** Name of the federation: its logs are `<name>/<shard>`. */
  readonly name: string;
  readonly logs: ReadonlyMap<Shard, ProofLog>;
  readonly log: EventLog;
  readonly signer: LogSigner;
  readonly exportedAt: Instant;
  readonly onProgress?: (shard: Shard, events: number, of: number) => void;
}

export interface Exported {
  readonly shard: Shard;
  readonly events: number;
}

/** Events in one file. */
const eventsInFile = 50_000;

/**
 * Writes everything that checkpoints cover into an empty folder: the files of the logs, the events' bytes, the figures
 * of the journals, keys, a policy, the program that verifies it all, and a signed list of these files.
 * @throws FolderNotEmpty TreeDamaged
 */
export const writeExport = async (folder: string, options: ExportOptions): Promise<readonly Exported[]> => {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new FolderNotEmpty(`${folder} is not empty`);
  const { name, logs, signer } = options;
  const figures = new Figures();
  const exported: Exported[] = [];
  for (const [shard, proof] of logs) exported.push(await writeShard(folder, shard, proof, figures, options));
  const key = verifierKey(`${name}/export`, signer.publicKey);
  const sealed = exported.filter(({ events }) => events > 0).map(({ shard }) => logs.get(shard)!.key);
  const keys = [...sealed, key];
  await put(folder, 'figures.txt', figures.lines());
  await put(folder, 'policy.txt', `${keys.map(one => `log ${printedKey(one)}\n`).join('')}quorum none\n`);
  await put(folder, 'verify-export.mjs', await readFile(verifierFile));
  await put(folder, 'proofs.mjs', await readFile(proofsFile));
  await writeManifest(folder, options, key);
  return exported;
};

const writeManifest = async (
  folder: string,
  { exportedAt, signer }: ExportOptions,
  key: ReturnType<typeof verifierKey>,
): Promise<void> => {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile());
  const paths = files.map(file => join(file.parentPath, file.name).slice(join(folder, '/').length)).sort();
  let text = `${key.name}\n${exportedAt}\n`;
  for (const path of paths)
    text += `${createHash('sha256')
      .update(await readFile(join(folder, path)))
      .digest('hex')} ${path}\n`;
  await put(folder, 'manifest', `${text}\n${signatureLine(key, await signer.sign(text))}`);
};

const writeShard = async (
  folder: string,
  shard: Shard,
  proof: ProofLog,
  figures: Figures,
  { log, onProgress = () => undefined }: ExportOptions,
): Promise<Exported> => {
  const [note, checkpoint] = [await proof.note(), await proof.checkpoint()];
  if (note === undefined || !checkpoint) return { shard, events: 0 };
  const { size } = checkpoint;
  await put(folder, `${shard}/${checkpointPath}`, note);
  for (const [path, whole, width] of filesOf(size))
    await put(folder, `${shard}/${path}`, await fileOf(proof, path, whole, width, size));
  let events = new EventFile(folder, shard, 1);
  for await (const batch of log.scan(shard, { upTo: size })) {
    for (const event of batch) {
      figures.add(event);
      await events.write(event);
      if (event.position % eventsInFile === 0) {
        await events.end();
        events = new EventFile(folder, shard, event.position + 1);
      }
    }
    onProgress(shard, batch.at(-1)?.position ?? 0, size);
  }
  await events.end();
  return { shard, events: size };
};

/** Files of a tree of this size: path, path once it is complete, hashes or entries in it (`null`: entries). */
function* filesOf(size: number): Generator<readonly [path: string, whole: string, width: number | null]> {
  for (let level = 0; storedAt(level, size) > 0; level += 1)
    for (let index = 0; index * tileWidth < storedAt(level, size); index += 1) {
      const width = widthOf(level, index, size);
      yield [tilePath(level, index, width), tilePath(level, index), width];
    }
  for (let index = 0; index * tileWidth < size; index += 1)
    yield [entriesPath(index, widthOf(0, index, size)), entriesPath(index), null];
}

/** A tile that was completed since holds more than the checkpoint covers: it is cut. */
const fileOf = async (
  proof: ProofLog,
  path: string,
  whole: string,
  width: number | null,
  size: number,
): Promise<Buffer> => {
  const bytes = await proof.read(path);
  if (bytes) return bytes;
  const longer = await proof.read(whole);
  if (!longer) throw new TreeDamaged(`${path} is missing`);
  if (width !== null) return longer.subarray(0, width * 32);
  const kept = (await proof.entries(Math.floor((size - 1) / tileWidth), size)).reduce(
    (sum, { length }) => sum + 2 + length,
    0,
  );
  return longer.subarray(0, kept);
};

const put = async (folder: string, path: string, content: string | Buffer): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
};

/** Bytes of events, one JSON line each; the envelope is in the entry. */
class EventFile {
  private readonly stream: Promise<ReturnType<typeof createWriteStream>>;

  constructor(folder: string, shard: Shard, first: number) {
    const place = join(folder, shard, 'events');
    this.stream = mkdir(place, { recursive: true }).then(() =>
      createWriteStream(join(place, `${String(first).padStart(12, '0')}.ndjson`)),
    );
  }

  async write({ position, clear, sealed }: StoredEvent): Promise<void> {
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    const line = JSON.stringify({ position, clear: base64(clear), sealed: sealed ? base64(sealed) : null });
    const stream = await this.stream;
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }

  async end(): Promise<void> {
    const stream = await this.stream;
    stream.end();
    await once(stream, 'finish');
  }
}
