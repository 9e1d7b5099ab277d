import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

let ofProcess: Registry | undefined;

/** They belong to the process: observers that nobody can take away again, the same for every application it runs. */
const figuresOfProcess = (): Registry => {
  if (ofProcess) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return ofProcess;
};

/** Figures for Prometheus. Contexts and runners register theirs in `registry`. No label holds an id. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'entraide_http_request_seconds',
    help: 'Time from the request to its answer, by operation and status.',
    labelNames: ['operation', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  private readonly refused = new Counter({
    name: 'entraide_requests_turned_away_total',
    help: 'Requests turned away unread: a limit of the caller, the endpoint or the address, or no room.',
    labelNames: ['kind'],
    registers: [this.registry],
  });

  /** Memory, event loop and the like: started with the server, not with a test. */
  observeProcess(): void {
    const figures = figuresOfProcess();
    for (const { name } of figures.getMetricsAsArray()) this.registry.registerMetric(figures.getSingleMetric(name)!);
  }

  /** @unit `took`: seconds */
  observeRequest(operation: string, status: number, took: number): void {
    this.requests.observe({ operation, status: String(status) }, took);
  }

  turnedAway(kind: 'caller' | 'endpoint' | 'failures' | 'under_way'): void {
    this.refused.inc({ kind });
  }

  /** `read` is asked whenever the figures are. */
  observeUnderWay(read: () => number): void {
    new Gauge({
      name: 'entraide_requests_under_way',
      help: 'Operations being carried out at this moment.',
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
