import { mkdir, rm } from 'node:fs/promises';
import { addDays, type Instant } from '#kernel';
import { type KeptRing, KeyFileRefused, freshMasterKey, readRing, replaceRing } from './key-file.js';
import { type KeyFileSeal, plainly } from './key-file-seal.js';

/** Backups hold what the older keys wrapped, this long: until then they stay on the ring. @unit days */
export const olderKept_days = 31;

/** Another rotation is under way, by another process. */
export class RotationUnderWay extends Error {}

/**
 * Puts a new master key in front. Those that run find it when they meet something it wrapped, or before they wrap
 * anything themselves; what the key before wrapped stays readable. Two cannot do it at the same time.
 * @throws KeyFileRefused RotationUnderWay
 */
export const addMasterKey = (path: string, now: Instant, seal: KeyFileSeal = plainly): Promise<KeptRing> =>
  alone(path, async () => {
    const { current, older, root } = await ringAt(path, seal);
    const ring = { current: freshMasterKey(), older: [{ ...current, until: now }, ...older], root };
    await replaceRing(path, ring, seal);
    return ring;
  });

/**
 * Takes the older keys off the ring that were replaced long enough ago. The caller has found nothing that they wrapped.
 * Pseudonyms go on being made with the first key of all.
 * @returns ids of the keys that went
 * @throws KeyFileRefused RotationUnderWay
 */
export const retireMasterKeys = (
  path: string,
  now: Instant,
  seal: KeyFileSeal = plainly,
  kept_days: number = olderKept_days,
): Promise<readonly string[]> =>
  alone(path, async () => {
    const ring = await ringAt(path, seal);
    const last = addDays(now.slice(0, 10), -kept_days);
    const gone = ring.older.filter(({ until }) => until.slice(0, 10) < last);
    if (gone.length === 0) return [];
    await replaceRing(path, { ...ring, older: ring.older.filter(key => !gone.includes(key)) }, seal);
    return gone.map(({ id }) => id);
  });

/** Writes the same keys through another seal: plain into Vault, or back. @throws KeyFileRefused RotationUnderWay */
export const sealKeyFile = (path: string, from: KeyFileSeal, to: KeyFileSeal): Promise<void> =>
  alone(path, async () => replaceRing(path, await ringAt(path, from), to));

/** The ring as it stands in the file. @throws KeyFileRefused */
export const ringAt = async (path: string, seal: KeyFileSeal = plainly): Promise<KeptRing> => {
  const ring = await readRing(path, seal);
  if (!ring) throw new KeyFileRefused(`the key file ${path} is missing`);
  return ring;
};

const alone = async <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
  const lock = `${path}.lock`;
  await mkdir(lock).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new RotationUnderWay(`the keys are being changed by another process; if none is, remove ${lock}`);
  });
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true });
  }
};
