import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Host } from './host.js';
import type { Program } from './services.js';
import { endOf, SideBySide } from './side-by-side.js';

/**
 * Hosts of programs, for many short runs one after the other: one process per program and run as ever, but a run gets
 * the process in which the same program ran before, if that is free.
 */
export class Hosts {
  private readonly free = new Map<string, Host[]>();
  private folder: Promise<string> | undefined;
  private made = 0;

  of(programs: readonly Program[]): SideBySide {
    return new Hosted(this, programs);
  }

  async take(program: Program): Promise<Host> {
    const host = this.free.get(program.file)?.pop();
    if (host) return host;
    this.folder ??= mkdtemp(join(tmpdir(), 'entraide-hosts-'));
    const log = join(await this.folder, `${program.name}-${(this.made += 1)}.log`);
    return Host.fork(program, log);
  }

  /** One in which a run ended badly gets no other: nobody knows what it left behind. */
  async giveBack({ file }: Program, host: Host): Promise<void> {
    if (host.ended !== 0) return host.close();
    this.free.set(file, [...(this.free.get(file) ?? []), host]);
  }

  /** Once all are given back. */
  async close(): Promise<void> {
    await Promise.all([...this.free.values()].flat().map(host => host.close()));
    this.free.clear();
    if (this.folder) await rm(await this.folder, { recursive: true, force: true });
  }
}

class Hosted extends SideBySide {
  private running: { readonly program: Program; readonly host: Host }[] = [];

  constructor(
    private readonly hosts: Hosts,
    private readonly programs: readonly Program[],
  ) {
    super();
  }

  async start(): Promise<void> {
    this.running = await Promise.all(
      this.programs.map(async program => ({ program, host: await this.hosts.take(program) })),
    );
    await Promise.all(this.running.map(({ program, host }) => host.start(program)));
  }

  async stop(): Promise<void> {
    const leaving = this.running;
    this.running = [];
    await Promise.all(leaving.map(({ host }) => host.stop()));
    const bad = leaving.find(({ host }) => host.ended !== 0);
    const last = bad && endOf(bad.program, await bad.host.said());
    await Promise.all(leaving.map(({ program, host }) => this.hosts.giveBack(program, host)));
    if (last !== undefined) throw new Error(`did not stop well: ${last}`);
  }

  async said(): Promise<string> {
    return (await Promise.all(this.running.map(({ host }) => host.said()))).join('');
  }

  protected ended(): Program | undefined {
    return this.running.find(({ host }) => host.ended !== undefined)?.program;
  }

  protected async lastWords(program = this.programs[0]!): Promise<string> {
    const host = this.running.find(one => one.program === program)?.host;
    return endOf(program, (await host?.said()) ?? '');
  }
}
