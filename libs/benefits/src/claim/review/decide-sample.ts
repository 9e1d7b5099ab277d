import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata, ReadModels, type Scope } from '#eventstore';
import { claimTable } from '../../projections/claim.entity.js';
import { reviewTable } from '../../projections/review.entity.js';
import { type DrawSample, findingsOf, sampleDecider, type SampleFinding } from './sample.decider.js';
import type { SampleDrawn } from './sample.events.js';

const sampleStream = (scheme: string, sample: string): string => `benefits.sample-${scheme}.${sample}`;

/** `new DecideSample({ sample: 'S-05', scheme: 'A', provider: null, from, to, on, size: 50, seed: '…' }, by)` */
export class DecideSample extends Command<Decided> {
  constructor(
    readonly request: Omit<DrawSample, 'type' | 'population'>,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideSample)
export class DecideSampleHandler implements ICommandHandler<DecideSample> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  async execute({ request, metadata }: DecideSample): Promise<Decided> {
    const { scheme, sample, provider, from, to, seed } = request;
    const rows = await this.models.find({ schemes: [scheme] }, claimTable, {
      where: {
        scheme,
        status: 'approved',
        serviceDate: { atLeast: from, atMost: to },
        ...(provider ? { provider } : {}),
      },
    });
    const population = rows.map(({ claim, schemeShare }) => ({ claim, amount: schemeShare, lot: lotOf(seed, claim) }));
    const command: DrawSample = { type: 'DrawSample', ...request, population };
    return this.decisions.decide('benefits', sampleStream(scheme, sample), sampleDecider, command, metadata, {
      answer: ({ self }) => ({ body: self.drawn }),
    });
  }
}

const lotOf = (seed: string, claim: string): string => createHash('sha256').update(`${seed}\n${claim}`).digest('hex');

/** A sample and what its reviews have found; null when it is not there. */
export class Sample extends Query<(SampleDrawn['data'] & { readonly finding: SampleFinding }) | null> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly sample: string,
  ) {
    super();
  }
}

@QueryHandler(Sample)
export class SampleHandler implements IQueryHandler<Sample> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  async execute({ scope, scheme, sample }: Sample) {
    const { drawn } = await this.decisions.stateOf('benefits', sampleStream(scheme, sample), sampleDecider);
    if (!drawn) return null;
    const rows = await this.models.find(scope, reviewTable, {
      where: {
        scheme,
        status: { in: ['decided', 'withdrawn'] },
        claim: { in: drawn.claims.map(({ claim }) => claim) },
      },
    });
    const reviews = rows
      .filter(({ openedOn }) => openedOn >= drawn.drawnOn)
      // Annulled while it was looked at: nothing of it was right. Taking a drawn claim back is no way out of the sample.
      .map(({ amount, after, status }) => ({ before: amount, after: status === 'withdrawn' ? 0 : (after ?? amount) }));
    return { ...drawn, finding: findingsOf(drawn, reviews) };
  }
}
