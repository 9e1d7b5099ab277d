import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { By, Operation } from '#platform';
import { Between, DecideBetween } from '../clearing/decide-between.js';
import {
  BetweenPath,
  ClearingLinePath,
  DecideDisputeDto,
  DisputeLineDto,
  DrawStatementDto,
  StatementPath,
} from './clearing.dto.js';

const managers = ['scheme-manager'] as const;
const readers = ['scheme-manager', 'federation-finance', 'federation-admin', 'auditor'] as const;

/** What a scheme and another one owe each other: each sees and answers for its own side. */
@Controller('v1/schemes/:scheme/between/:other')
export class ClearingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Operation({
    name: 'Between',
    allow: readers,
    summary: { fr: 'Ce que deux mutuelles se doivent', en: 'What two schemes owe each other' },
  })
  show(@Param() { scheme, other }: BetweenPath) {
    return this.queries.execute(new Between(scheme, other));
  }

  @Post('statements')
  @Operation({
    name: 'DrawClearingStatement',
    allow: ['scheme-manager', 'federation-finance'],
    summary: { fr: 'Établir le relevé d’un mois entre deux mutuelles', en: 'Draw up the statement of a month' },
  })
  draw(@Param() { scheme, other }: BetweenPath, @Body() body: DrawStatementDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideBetween(scheme, other, { type: 'DrawStatement', ...body }, by));
  }

  @Post('statements/:statement/confirmation')
  @Operation({
    name: 'ConfirmClearingStatement',
    // Small schemes have their books kept by the federation.
    allow: ['scheme-manager', 'federation-finance'],
    summary: { fr: 'Confirmer un relevé pour sa mutuelle', en: "Confirm a statement for one's own scheme" },
  })
  confirm(@Param() { scheme, other, statement }: StatementPath, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideBetween(scheme, other, { type: 'ConfirmStatement', statement }, by));
  }

  @Post('lines/:line/dispute')
  @Operation({
    name: 'DisputeClearingLine',
    allow: managers,
    summary: { fr: 'Contester une ligne', en: 'Contest a line' },
  })
  dispute(
    @Param() { scheme, other, line }: ClearingLinePath,
    @Body() body: DisputeLineDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideBetween(scheme, other, { type: 'DisputeLine', line, ...body }, by));
  }

  @Post('lines/:line/ruling')
  @Operation({
    name: 'DecideClearingDispute',
    allow: ['federation-finance', 'federation-admin'],
    summary: { fr: 'Trancher une contestation', en: 'Decide a dispute' },
  })
  rule(
    @Param() { scheme, other, line }: ClearingLinePath,
    @Body() body: DecideDisputeDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideBetween(scheme, other, { type: 'DecideDispute', line, ...body }, by));
  }
}
