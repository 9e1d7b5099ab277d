import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { By, In, Operation } from '#platform';
import { BookletReason } from '../booklet/booklet.reasons.js';
import { DecideBooklet } from '../booklet/decide-booklet.js';
import { DecideTill } from '../till/decide-till.js';
import { TillReason } from '../till/till.reasons.js';
import {
  BookletPath,
  CashBookDto,
  CloseTillDto,
  CountTillDto,
  DepositCashDto,
  IssueBookletDto,
  OpenTillDto,
  ReturnBookletDto,
  TillPath,
} from './cash.dto.js';
import { Booklets, CashBook, Tills } from './cash.queries.js';
import { SchemePath } from './contributions.dto.js';

const counter = ['scheme-clerk', 'scheme-manager'] as const;
const managers = ['scheme-manager'] as const;
const readers = [...counter, 'federation-admin', 'federation-finance', 'auditor'] as const;

/** Cash and printed receipts: who holds what, and what is missing. */
@Controller('v1/schemes/:scheme')
export class CashController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('tills/:till/open')
  @Operation({ name: 'OpenTill', allow: managers, summary: { fr: 'Ouvrir une caisse', en: 'Open a till' } })
  open(
    @Param() { till }: TillPath,
    @Body() { kind = 'desk', maximum = null, timezone = 'UTC', ...opening }: OpenTillDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideTill(till, { type: 'OpenTill', kind, maximum, timezone, ...opening }, by));
  }

  @Post('tills/:till/deposits')
  @Operation({
    name: 'DepositCash',
    allow: counter,
    summary: { fr: 'Verser à la banque', en: 'Bring cash to the bank' },
  })
  deposit(@Param() { till }: TillPath, @Body() deposit: DepositCashDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideTill(till, { type: 'DepositCash', ...deposit }, by));
  }

  @Post('tills/:till/counts')
  @Operation({ name: 'CountTill', allow: counter, summary: { fr: 'Compter la caisse', en: 'Count a till' } })
  count(@Param() { till }: TillPath, @Body() count: CountTillDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideTill(till, { type: 'CountTill', ...count }, by));
  }

  @Post('tills/:till/close')
  @Operation({ name: 'CloseTill', allow: counter, summary: { fr: 'Fermer la caisse', en: 'Close a till' } })
  close(@Param() { till }: TillPath, @Body() closing: CloseTillDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideTill(till, { type: 'CloseTill', ...closing }, by));
  }

  @Get('tills')
  @Operation({ name: 'Tills', allow: readers, summary: { fr: 'Les caisses', en: 'The tills' } })
  async tills(@Param() { scheme }: SchemePath, @In() scope: Scope) {
    return { tills: await this.queries.execute(new Tills(scope, scheme)) };
  }

  @Get('tills/:till/cash-book')
  @Operation({ name: 'CashBook', allow: readers, summary: { fr: 'Livre de caisse', en: 'Cash book' } })
  async cashBook(
    @Param() { scheme, till }: TillPath,
    @Query() { from, to, limit, offset }: CashBookDto,
    @In() scope: Scope,
  ) {
    const lines = await this.queries.execute(new CashBook(scope, scheme, till, { from, to }, { limit, offset }));
    if (!lines) throw new CommandRefused(refuse(TillReason.unknown, { till }, 'notFound'));
    return { till, lines };
  }

  @Post('booklets')
  @Operation({
    name: 'IssueBooklet',
    allow: managers,
    summary: { fr: 'Remettre un carnet de reçus', en: 'Hand out a booklet of receipts' },
  })
  issue(@Param() _path: SchemePath, @Body() booklet: IssueBookletDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideBooklet({ type: 'IssueBooklet', ...booklet }, by));
  }

  @Post('booklets/:booklet/return')
  @Operation({
    name: 'ReturnBooklet',
    allow: managers,
    summary: { fr: 'Reprendre un carnet de reçus', en: 'Take a booklet of receipts back' },
  })
  takeBack(
    @Param() { booklet }: BookletPath,
    @Body() { returnedOn, unused = [] }: ReturnBookletDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideBooklet({ type: 'ReturnBooklet', booklet, returnedOn, unused }, by));
  }

  @Get('booklets')
  @Operation({
    name: 'Booklets',
    allow: readers,
    summary: { fr: 'Les carnets de reçus', en: 'The booklets of receipts' },
  })
  async booklets(@Param() { scheme }: SchemePath, @In() scope: Scope) {
    return { booklets: await this.queries.execute(new Booklets(scope, scheme)) };
  }

  @Get('booklets/:booklet')
  @Operation({ name: 'Booklet', allow: readers, summary: { fr: 'Un carnet de reçus', en: 'A booklet of receipts' } })
  async booklet(@Param() { scheme, booklet }: BookletPath, @In() scope: Scope) {
    const [found] = await this.queries.execute(new Booklets(scope, scheme, booklet));
    if (!found) throw new CommandRefused(refuse(BookletReason.unknown, { booklet }, 'notFound'));
    return found;
  }
}
