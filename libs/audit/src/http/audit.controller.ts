import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Scope } from '#eventstore';
import { Clock, refuse } from '#kernel';
import { In, Operation, pdfOf } from '#platform';
import { BrowseDto, CausesDto, ConsistencyDto, DayDto, DifferencesDto, EventPath, LogPath } from './audit.dto.js';
import {
  Causes,
  type CausesView,
  CheckpointOnPaper,
  Checkpoints,
  Consistency,
  Differences,
  type DifferencesView,
  type Effect,
  EventProof,
  Logs,
  RecordedEvents,
} from './audit.queries.js';
import { AuditReason } from './audit.reasons.js';

/** Those who check. They read everything that is not sealed, and write nothing. */
const checkers = ['auditor', 'privacy-officer'] as const;

/** Questions of those who check: about the record itself, across all contexts. */
@Controller('v1/audit')
export class AuditController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get('logs')
  @Operation({
    name: 'ProofLogs',
    knownOn: 'refused',
    allow: [...checkers, 'federation-admin', 'funder-viewer'],
    summary: { fr: 'Voir les journaux scellés et leurs clés', en: 'See the sealed logs and their keys' },
  })
  async logs() {
    return { logs: await this.queries.execute(new Logs()) };
  }

  @Get('logs/:context/checkpoints')
  @Operation({
    name: 'Checkpoints',
    knownOn: 'refused',
    allow: [...checkers, 'federation-admin', 'funder-viewer'],
    summary: { fr: 'Points de contrôle signés d’un jour', en: 'Signed checkpoints of a day' },
  })
  async checkpoints(@Param() { context }: LogPath, @Query() { on }: DayDto) {
    const day = on ?? this.clock.now().slice(0, 10);
    return { checkpoints: await this.queries.execute(new Checkpoints(context, day)) };
  }

  @Get('logs/:context/checkpoint.pdf')
  @Operation({
    name: 'CheckpointPdf',
    knownOn: 'refused',
    allow: [...checkers, 'federation-admin', 'funder-viewer'],
    summary: { fr: 'Point de contrôle à joindre au procès-verbal', en: 'A checkpoint for the minutes, on paper' },
  })
  async checkpointPdf(@Param() { context }: LogPath): Promise<StreamableFile> {
    const page = await this.queries.execute(new CheckpointOnPaper(context));
    if (!page) throw new CommandRefused(refuse(AuditReason.nothingSealed, { context }, 'notFound'));
    return new StreamableFile(await pdfOf(page, this.clock.now().slice(0, 10)), { type: 'application/pdf' });
  }

  @Get('logs/:context/consistency')
  @Operation({
    name: 'ConsistencyProof',
    knownOn: 'refused',
    allow: [...checkers, 'federation-admin', 'funder-viewer'],
    summary: {
      fr: 'Prouver qu’un journal en prolonge un état plus ancien',
      en: 'Prove that a log continues an older state',
    },
  })
  async consistency(@Param() { context }: LogPath, @Query() { from, to }: ConsistencyDto) {
    const proof = await this.queries.execute(new Consistency(context, from, to));
    if (!proof) throw new CommandRefused(refuse(AuditReason.sizeUnknown, { from, to }, 'unprocessable'));
    return proof;
  }

  @Get('events')
  @Operation({
    name: 'RecordedEvents',
    allow: checkers,
    summary: {
      fr: 'Parcourir les faits : par dossier, personne, auteur, commande, corrélation',
      en: 'Browse facts: by stream, person, actor, command, correlation',
    },
  })
  async events(@Query() { limit = 50, offset, ...wanted }: BrowseDto, @In() scope: Scope) {
    return { events: await this.queries.execute(new RecordedEvents(scope, wanted, { limit, offset })) };
  }

  @Get('events/:event/proof')
  @Operation({
    name: 'EventProof',
    knownOn: 'refused',
    allow: checkers,
    summary: { fr: 'Prouver qu’un fait est dans le journal scellé', en: 'Prove that a fact is in the sealed log' },
  })
  async proof(@Param() { event }: EventPath, @In() scope: Scope) {
    const proof = await this.queries.execute(new EventProof(scope, event));
    if (!proof) throw new CommandRefused(refuse(AuditReason.notSealed, { event }, 'notFound'));
    return proof;
  }

  @Get('events/:event/causes')
  @Operation({
    name: 'CauseChain',
    allow: checkers,
    summary: { fr: 'Remonter d’un fait à ce qui l’a causé', en: 'Follow a fact back to what caused it' },
  })
  causes(@Param() { event }: EventPath, @In() scope: Scope) {
    return this.chainTo(scope, { event });
  }

  @Get('causes')
  @Operation({
    name: 'StreamCauses',
    allow: checkers,
    summary: {
      fr: 'Remonter du dernier fait d’un dossier (un paiement, par exemple) à ce qui l’a causé',
      en: 'Follow the last fact of a stream (a payment, say) back to what caused it',
    },
  })
  streamCauses(@Query() of: CausesDto, @In() scope: Scope) {
    return this.chainTo(scope, of);
  }

  private async chainTo(scope: Scope, of: Effect): Promise<CausesView> {
    const view = await this.queries.execute(new Causes(scope, of));
    if (view.chain.length === 0) throw new CommandRefused(refuse(AuditReason.unknownEvent, { ...of }, 'notFound'));
    return view;
  }

  @Get('differences')
  @Operation({
    name: 'Differences',
    allow: checkers,
    summary: {
      fr: 'Ce qui a été appris entre deux jours, en phrases',
      en: 'What was learnt between two days, in sentences',
    },
  })
  async differences(
    @Query() { person, stream, from, to, limit = 500, offset = 0 }: DifferencesDto,
    @In() scope: Scope,
  ): Promise<DifferencesView> {
    if ((person ?? stream) === undefined || from > to)
      throw new CommandRefused(refuse(AuditReason.nothingToCompare, { from, to }, 'unprocessable'));
    return this.queries.execute(new Differences(scope, { person, stream }, { from, to }, { limit, offset }));
  }
}
