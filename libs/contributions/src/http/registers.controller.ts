import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { CommandRefused, ReadModels, type Scope } from '#eventstore';
import { type Day, refuse } from '#kernel';
import { In, IsDay, Operation } from '#platform';
import { AccountReason } from '../account/account.reasons.js';
import type { OpenAccount } from '../account/account.state.js';
import { accountTable } from '../projections/account.entity.js';
import { journalTable } from '../projections/journal.entity.js';
import { receiptTable } from '../projections/receipt.entity.js';
import { cashBookTable, tillTable } from '../projections/till.entity.js';
import { TillReason } from '../till/till.reasons.js';
import { TillPath } from './cash.dto.js';
import { HouseholdPath, ReceiptPath, SchemePath } from './contributions.dto.js';
import { type Chart, uemoaChart } from './registers/chart.js';
import { receiptSlip } from './registers/receipt-slip.js';
import { bookletSheet, cashBookSheet, printed, receiptRegisterSheet } from './registers/register-pdf.js';
import { bookletCsv, cashBook, journalIn, receiptRegister } from './registers/registers.js';

const counter = ['scheme-clerk', 'scheme-manager', 'federation-finance', 'auditor'] as const;
const books = ['scheme-manager', 'federation-finance', 'auditor'] as const;
const pdf = 'application/pdf';
const csv = 'text/csv; charset=utf-8; header=present';

class BetweenDays {
  /** Both ends inside. */
  @IsDay() from: Day;
  @IsDay() to: Day;
}

class OnDay {
  @IsDay() asOf: Day;
}

/** The books as people know them: registers to print, to open in a spreadsheet, to hand to an accountant. */
@Controller('v1/schemes/:scheme')
export class RegistersController {
  private readonly chart: Chart = uemoaChart();

  constructor(private readonly models: ReadModels) {}

  @Get('registers/contributions')
  @Header('Content-Type', csv)
  @Operation({
    name: 'ContributionRegister',
    allow: counter,
    summary: { fr: 'Registre des cotisations (CSV)', en: 'Register of contributions (CSV)' },
  })
  async contributions(@Param() { scheme }: SchemePath, @Query() { from, to }: BetweenDays, @In() scope: Scope) {
    const where = { scheme, receivedOn: { atLeast: from, atMost: to } };
    return receiptRegister(await this.models.find(scope, receiptTable, { where, orderBy: ['receipt'] }));
  }

  @Get('registers/contributions.pdf')
  @Header('Content-Type', pdf)
  @Operation({
    name: 'ContributionRegisterPdf',
    allow: counter,
    summary: { fr: 'Registre des cotisations à imprimer (PDF)', en: 'Register of contributions to print (PDF)' },
  })
  async printedContributions(@Param() { scheme }: SchemePath, @Query() { from, to }: BetweenDays, @In() scope: Scope) {
    const where = { scheme, receivedOn: { atLeast: from, atMost: to } };
    const rows = await this.models.find(scope, receiptTable, { where, orderBy: ['receipt'] });
    return printed(receiptRegisterSheet(scheme, from, to, rows), to);
  }

  @Get('registers/journal')
  @Header('Content-Type', csv)
  @Operation({
    name: 'JournalExport',
    allow: books,
    summary: { fr: 'Journal dans le plan de comptes (CSV)', en: 'Journal in the chart of accounts (CSV)' },
  })
  async journal(@Param() { scheme }: SchemePath, @Query() { from, to }: BetweenDays, @In() scope: Scope) {
    const where = { scheme, effectiveAt: { atLeast: from, atMost: to } };
    return journalIn(this.chart, await this.models.find(scope, journalTable, { where, orderBy: ['position', 'line'] }));
  }

  @Get('registers/tills/:till')
  @Header('Content-Type', csv)
  @Operation({
    name: 'CashBookExport',
    allow: counter,
    summary: { fr: 'Livre de caisse (CSV)', en: 'Cash book (CSV)' },
  })
  async cash(@Param() { scheme, till }: TillPath, @Query() { from, to }: BetweenDays, @In() scope: Scope) {
    if (!(await this.models.findOne(scope, tillTable, { scheme, till })))
      throw new CommandRefused(refuse(TillReason.unknown, { till }, 'notFound'));
    const where = { scheme, till, on: { atLeast: from, atMost: to } };
    return cashBook(await this.models.find(scope, cashBookTable, { where, orderBy: ['position'] }));
  }

  @Get('registers/tills/:till/pdf')
  @Header('Content-Type', pdf)
  @Operation({
    name: 'CashBookPdf',
    allow: counter,
    summary: { fr: 'Livre de caisse à imprimer (PDF)', en: 'Cash book to print (PDF)' },
  })
  async printedCash(@Param() { scheme, till }: TillPath, @Query() { from, to }: BetweenDays, @In() scope: Scope) {
    if (!(await this.models.findOne(scope, tillTable, { scheme, till })))
      throw new CommandRefused(refuse(TillReason.unknown, { till }, 'notFound'));
    const where = { scheme, till, on: { atLeast: from, atMost: to } };
    const rows = await this.models.find(scope, cashBookTable, { where, orderBy: ['position'] });
    return printed(cashBookSheet(scheme, till, from, to, rows), to);
  }

  @Get('households/:household/contribution-booklet')
  @Header('Content-Type', pdf)
  @Operation({
    name: 'ContributionBooklet',
    allow: counter,
    summary: { fr: 'Carnet de cotisation à imprimer (PDF)', en: 'Contribution booklet to print (PDF)' },
  })
  async booklet(@Param() path: HouseholdPath, @Query() { asOf }: OnDay, @In() scope: Scope) {
    return printed(bookletSheet(await this.accountOf(path, scope), asOf), asOf);
  }

  @Get('households/:household/contribution-booklet/csv')
  @Header('Content-Type', csv)
  @Operation({
    name: 'ContributionBookletCsv',
    allow: counter,
    summary: { fr: 'Carnet de cotisation (CSV)', en: 'Contribution booklet (CSV)' },
  })
  async bookletLines(@Param() path: HouseholdPath, @Query() { asOf }: OnDay, @In() scope: Scope) {
    return bookletCsv(await this.accountOf(path, scope), asOf);
  }

  private async accountOf({ scheme, household }: HouseholdPath, scope: Scope): Promise<OpenAccount> {
    const row = await this.models.findOne(scope, accountTable, { household });
    if (row?.scheme !== scheme) throw new CommandRefused(refuse(AccountReason.unknown, { household }, 'notFound'));
    return row.account;
  }

  @Get('receipts/:receipt/slip')
  @Header('Content-Type', 'application/pdf')
  @Operation({
    name: 'ReceiptSlip',
    allow: counter,
    summary: { fr: 'Un reçu à imprimer (PDF)', en: 'A receipt to print (PDF)' },
  })
  async slip(@Param() { scheme, receipt }: ReceiptPath, @In() scope: Scope): Promise<Buffer> {
    const row = await this.models.findOne(scope, receiptTable, { scheme, receipt });
    if (!row) throw new CommandRefused(refuse(AccountReason.receiptUnknown, { receipt }, 'notFound'));
    return receiptSlip(row);
  }
}
