import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Decisions } from '#eventstore';
import { Clock } from '#kernel';
import { Configuration, HealthSources, Readings } from '#platform';
import { ReadingsCutOff, sealReadings } from './seal-readings.js';

/** Who read what is sealed this often, if anybody read anything: what is newer can still be cut off unseen. @unit milliseconds */
const each_ms = 600_000;

/** Seals the log of readings while the application runs. */
@Injectable()
export class SealingReadings implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private failing: string | undefined;

  constructor(
    private readonly decisions: Decisions,
    private readonly readings: Readings,
    private readonly clock: Clock,
    private readonly configuration: Configuration,
    private readonly health: HealthSources,
  ) {}

  onApplicationBootstrap(): void {
    // On a virtual clock nobody says when it is.
    if (this.configuration.store === 'memory' || this.configuration.clock === 'virtual') return;
    this.health.add({
      name: 'readings',
      check: () => ({ up: true, ...(this.failing ? { note: this.failing } : {}) }),
    });
    this.timer = setInterval(() => (this.round = this.seal()), each_ms).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.round;
  }

  private async seal(): Promise<void> {
    try {
      await sealReadings(this.decisions, this.readings, this.clock.now());
      this.failing = undefined;
    } catch (error) {
      this.failing =
        error instanceof ReadingsCutOff
          ? `TAMPERED ${error.message}`
          : `not sealed: ${(error as Error).constructor.name}`;
    }
  }
}
