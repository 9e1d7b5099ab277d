import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { By, Operation } from '#platform';
import { DecideProvider } from '../provider/decide-provider.js';
import { ProviderPath } from './catalogue.dto.js';
import { AnswerComplaintDto, ComplaintPath, ComplaintsDto, FileComplaintDto } from './complaints.dto.js';
import { Complaints, type ComplaintsView } from './complaints.queries.js';

/** What members complain of: a card refused, a stock-out, a price. Who answers is another than who entered it. */
@Controller('v1/schemes/:scheme/providers/:provider/complaints')
export class ComplaintsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'FileComplaint',
    allow: ['scheme-clerk', 'scheme-manager'],
    summary: { fr: 'Déposer une réclamation contre un prestataire', en: 'Complain of a provider' },
  })
  file(
    @Param() { scheme, provider }: ProviderPath,
    @Body() { complaint, kind, happenedOn, person, words }: FileComplaintDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const told = { complaint, kind, happenedOn, person: person ?? null, words };
    return this.commands.execute(
      new DecideProvider({ type: 'FileComplaint', scheme, provider, ...told, ...who(by) }, by),
    );
  }

  @Post(':complaint/answer')
  @Operation({
    name: 'AnswerComplaint',
    allow: ['scheme-manager', 'federation-admin'],
    summary: { fr: 'Trancher une réclamation', en: 'Answer a complaint' },
  })
  answer(
    @Param() { scheme, provider, complaint }: ComplaintPath,
    @Body() { outcome, answer }: AnswerComplaintDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const found = { complaint, outcome, answer };
    return this.commands.execute(
      new DecideProvider({ type: 'AnswerComplaint', scheme, provider, ...found, ...who(by) }, by),
    );
  }

  @Get()
  @Operation({
    name: 'Complaints',
    allow: ['scheme-clerk', 'scheme-manager', 'federation-admin', 'auditor'],
    summary: { fr: 'Réclamations contre un prestataire', en: 'Complaints of a provider' },
  })
  list(@Param() { scheme, provider }: ProviderPath, @Query() { status }: ComplaintsDto): Promise<ComplaintsView> {
    return this.queries.execute(new Complaints(scheme, provider, status));
  }
}

const who = ({ actor, recordedAt }: Metadata) => ({ actor: actor.id, on: dayIn('UTC', recordedAt) });
