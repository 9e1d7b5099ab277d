import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { dayIn, refuse } from '#kernel';
import { By, In, Operation } from '#platform';
import { DecideSample, Sample } from '../claim/review/decide-sample.js';
import { SampleReason } from '../claim/review/sample.reasons.js';
import { SchemePath } from './catalogue.dto.js';
import { DrawSampleDto, SamplePath } from './reviews.dto.js';

/** Claims drawn by lot, and what looking at them says of all the others. */
@Controller('v1/schemes/:scheme/samples')
export class SamplesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'DrawSample',
    allow: ['scheme-manager', 'auditor'],
    summary: { fr: 'Tirer des factures au sort pour contrôle', en: 'Draw claims by lot for review' },
  })
  draw(@Param() { scheme }: SchemePath, @Body() asked: DrawSampleDto, @By() by: Metadata): Promise<Decided> {
    const { sample, provider = '', from, to, size, seed } = asked;
    const drawn = { sample, scheme, provider: provider || null, from, to, size, seed };
    return this.commands.execute(new DecideSample({ ...drawn, on: dayIn('UTC', by.recordedAt) }, by));
  }

  @Get(':sample')
  @Operation({
    name: 'Sample',
    allow: ['scheme-manager', 'medical-reviewer', 'auditor'],
    summary: {
      fr: 'Résultat d’un tirage, étendu à toutes les factures',
      en: 'What a sample found, and what it means for all',
    },
  })
  async show(@Param() { scheme, sample }: SamplePath, @In() scope: Scope) {
    const found = await this.queries.execute(new Sample(scope, scheme, sample));
    if (!found) throw new CommandRefused(refuse(SampleReason.notFound, undefined, 'notFound'));
    return found;
  }
}
