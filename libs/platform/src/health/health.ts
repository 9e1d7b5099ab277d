import { Injectable } from '@nestjs/common';

/** How something the application needs is doing. Never a secret, never an address with one. */
export interface Health {
  readonly up: boolean;
  /** Events it is behind. */
  readonly lag_events?: number;
  /** @unit seconds it is behind */
  readonly lag_s?: number;
  /** A word for the operator: `read-only`, `rebuilding`. */
  readonly note?: string;
}

export interface HealthSource {
  /** `postgres`, `projection benefits.claim_ledger.v1` … */
  readonly name: string;
  check(): Promise<Health> | Health;
}

export interface Readiness {
  readonly status: 'ready' | 'not-ready' | 'stopping';
  readonly dependencies: readonly (Health & { readonly name: string })[];
}

/** @unit milliseconds */
const patience_ms = 2000;

/** What the application needs, each asked when someone wants to know. Whoever runs something adds itself here. */
@Injectable()
export class HealthSources {
  private readonly sources: HealthSource[] = [];
  private stopping = false;

  add(...sources: readonly HealthSource[]): void {
    this.sources.push(...sources);
  }

  /** From now on not ready: balancers send nothing more while what is under way is finished. */
  stop(): void {
    this.stopping = true;
  }

  async readiness(): Promise<Readiness> {
    const dependencies = await Promise.all(
      this.sources.map(async source => ({ name: source.name, ...(await ask(source)) })),
    );
    const status = this.stopping ? 'stopping' : dependencies.every(({ up }) => up) ? 'ready' : 'not-ready';
    return { status, dependencies };
  }
}

const ask = async (source: HealthSource): Promise<Health> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>(resolve => {
    timer = setTimeout(() => resolve({ up: false, note: 'no answer' }), patience_ms);
  });
  try {
    return await Promise.race([Promise.resolve(source.check()), late]);
  } catch {
    return { up: false, note: 'failed' };
  } finally {
    clearTimeout(timer);
  }
};
