import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Where the files of a transparency log are kept, under the paths of C2SP tlog-tiles: a folder, or storage of objects
 * behind the same four verbs. Anybody may read them with any tool of that family.
 */
export abstract class TileStore {
  abstract read(path: string): Promise<Buffer | undefined>;
  /** All of it or nothing is there afterwards. */
  abstract write(path: string, bytes: Uint8Array): Promise<void>;
  /** Adds lines to a file that nobody else writes. */
  abstract append(path: string, text: string): Promise<void>;
  /** Unfinished tiles that a finished one has replaced. */
  abstract remove(folder: string): Promise<void>;
  /** Names in a folder, sorted; none when there is no such folder. */
  abstract list(folder: string): Promise<readonly string[]>;
  /** Holds the log alone until released. Undefined: another process holds it. */
  abstract hold(): Promise<(() => Promise<void>) | undefined>;
}

export class MemoryTileStore extends TileStore {
  private readonly files = new Map<string, Buffer>();

  async read(path: string): Promise<Buffer | undefined> {
    return this.files.get(path);
  }
  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.files.set(path, Buffer.from(bytes));
  }
  async append(path: string, text: string): Promise<void> {
    this.files.set(path, Buffer.concat([this.files.get(path) ?? Buffer.alloc(0), Buffer.from(text)]));
  }
  async remove(folder: string): Promise<void> {
    for (const path of this.files.keys()) if (path.startsWith(`${folder}/`)) this.files.delete(path);
  }
  async list(folder: string): Promise<readonly string[]> {
    const inside = [...this.files.keys()].filter(path => path.startsWith(`${folder}/`));
    return [...new Set(inside.map(path => path.slice(folder.length + 1).split('/')[0]!))].sort();
  }
  async hold(): Promise<() => Promise<void>> {
    return async () => undefined;
  }
}

const absent = (error: NodeJS.ErrnoException): undefined => {
  if (error.code === 'ENOENT') return undefined;
  throw error;
};

/** Held by this very process. */
const heldHere = new Set<string>();

/** Files in a folder: anything that serves files serves the log. */
export class FolderTileStore extends TileStore {
  constructor(readonly folder: string) {
    super();
  }

  read(path: string): Promise<Buffer | undefined> {
    return readFile(join(this.folder, path)).catch(absent);
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const place = join(this.folder, path);
    await mkdir(dirname(place), { recursive: true });
    const aside = `${place}.${randomUUID()}`;
    const file = await open(aside, 'wx', 0o644);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, place);
  }

  async append(path: string, text: string): Promise<void> {
    const place = join(this.folder, path);
    await mkdir(dirname(place), { recursive: true });
    await appendFile(place, text);
  }

  async remove(folder: string): Promise<void> {
    await rm(join(this.folder, folder), { recursive: true, force: true });
  }

  async list(folder: string): Promise<readonly string[]> {
    return ((await readdir(join(this.folder, folder)).catch(absent)) ?? []).sort();
  }

  async hold(): Promise<(() => Promise<void>) | undefined> {
    const place = join(this.folder, 'held-by');
    await mkdir(this.folder, { recursive: true });
    const release = async (): Promise<void> => {
      heldHere.delete(place);
      await unlink(place).catch(absent);
    };
    for (;;) {
      try {
        await writeFile(place, String(process.pid), { flag: 'wx' });
        heldHere.add(place);
        return release;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        if (await this.holderLives(place)) return undefined;
        await release();
      }
    }
  }

  /** A process that was killed holds nothing; one that is writing its number right now does. */
  private async holderLives(place: string): Promise<boolean> {
    const text = await readFile(place, 'utf8').catch(absent);
    if (text === undefined) return false;
    const holder = Number(text);
    // In a container every process has the same number, the one before it too.
    if (holder === process.pid) return heldHere.has(place);
    if (text === '' || !Number.isSafeInteger(holder)) return true;
    try {
      process.kill(holder, 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  }
}
