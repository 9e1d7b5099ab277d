import { realpath } from 'node:fs/promises';
import pg from 'pg';
import type { DataFiles } from './data-files.js';
import { EmbeddedPostgresFailed } from './server-binaries.js';

type Connection = pg.Client & { ref(): void; unref(): void };

/** The server stops at this moment. */
export class ServerLeaving extends EmbeddedPostgresFailed {}

const retryMs = 1_000;
const wrongPassword = '28P01';
const leaving = ['57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET'];

/**
 * Who stops the server. Of the processes that use it, one owns it: it holds a lock that the server itself takes back
 * when that process dies, however it dies. The others keep asking, so that the server never stays without an owner
 * while someone uses it.
 */
export class Ownership {
  private connection: Promise<Connection> | undefined;
  private held = false;
  private readonly retry: NodeJS.Timeout;

  private constructor(private readonly superUrl: string) {
    this.retry = setInterval(() => void this.claim().catch(() => undefined), retryMs);
    this.retry.unref();
  }

  /**
   * Owns the server if nobody else does.
   * @throws EmbeddedPostgresFailed when the server that answers is another one than the one of these files.
   */
  static async of(superUrl: string, files: DataFiles): Promise<Ownership> {
    const ownership = new Ownership(superUrl);
    try {
      await ownership.verify(files);
      await ownership.claim();
      return ownership;
    } catch (failure) {
      await ownership.release();
      throw failure;
    }
  }

  /** Whether this process owns the server now; asks when it did not. */
  async claim(): Promise<boolean> {
    if (this.held) return true;
    const rows = await this.ask<{ held: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('entraide.embedded.owner', 0)) as held`,
    );
    this.held = rows[0]?.held ?? false;
    return this.held;
  }

  async release(): Promise<void> {
    clearInterval(this.retry);
    const connection = await this.connection?.catch(() => undefined);
    this.forget();
    connection?.ref();
    await connection?.end().catch(() => undefined);
  }

  private async verify({ cluster, password, log }: DataFiles): Promise<void> {
    const rows = await this.ask<{ folder: string }>(`select current_setting('data_directory') as folder`).catch(
      (failure: Error & { code?: string }) => {
        const hint = failure.code === wrongPassword ? `its password is not the one in ${password}` : failure.message;
        const Failure = leaving.includes(failure.code ?? '') ? ServerLeaving : EmbeddedPostgresFailed;
        throw new Failure(`PostgreSQL runs on ${cluster}, but ${hint}. Its log: ${log}`);
      },
    );
    const served = rows[0]?.folder;
    if (served === (await realpath(cluster))) return;
    throw new EmbeddedPostgresFailed(`expected PostgreSQL to serve ${cluster}, found it serving ${served}`);
  }

  /** Owning the server keeps no process from ending, but a question is waited for. */
  private async ask<Row extends object>(question: string): Promise<Row[]> {
    const connection = await this.connected();
    connection.ref();
    try {
      return (await connection.query<Row>(question)).rows;
    } finally {
      connection.unref();
    }
  }

  private connected(): Promise<Connection> {
    this.connection ??= this.connect().catch((failure: Error) => {
      this.forget();
      throw failure;
    });
    return this.connection;
  }

  private async connect(): Promise<Connection> {
    const connection = new pg.Client({
      connectionString: this.superUrl,

      application_name: 'entraide, owner of the server',
      connectionTimeoutMillis: 5_000,
    }) as Connection;
    connection.on('error', () => this.forget());
    connection.on('end', () => this.forget());
    await connection.connect();
    return connection;
  }

  private forget(): void {
    this.connection = undefined;
    this.held = false;
  }
}
