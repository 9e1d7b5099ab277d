import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { Clock, dayIn } from '#kernel';
import { By, Operation } from '#platform';
import { DecideLoan, Loans } from '../account/loan/decide-loan.js';
import { HouseholdPath } from './contributions.dto.js';
import {
  AgreeLoanDto,
  DeclareDefaultDto,
  DisburseLoanDto,
  LoanPath,
  LoansDto,
  RecordRepaymentDto,
  RevokeLoanDto,
} from './loans.dto.js';

const counter = ['scheme-clerk', 'scheme-manager'] as const;
const managers = ['scheme-manager'] as const;
const readers = [...counter, 'federation-finance', 'auditor'] as const;
const usualDefault_days = 90;

/** Loans of a microfinance institution that pay a household's contribution. */
@Controller('v1/schemes/:scheme/households/:household/loans')
export class LoansController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Operation({
    name: 'AgreeLoan',
    allow: managers,
    summary: { fr: 'Inscrire un prêt pour la cotisation', en: 'Enter a loan for the contribution' },
  })
  agree(
    @Param() { household }: HouseholdPath,
    @Body() { loan, defaultAfterDays = usualDefault_days, ...terms }: AgreeLoanDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(
      new DecideLoan(household, loan, { type: 'AgreeLoan', defaultAfterDays, ...terms }, by),
    );
  }

  @Post(':loan/disbursement')
  @Operation({
    name: 'DisburseLoan',
    allow: managers,
    summary: { fr: 'Constater que le prêteur a payé la mutuelle', en: 'Note that the lender paid the scheme' },
  })
  disburse(
    @Param() { household, loan }: LoanPath,
    @Body() body: DisburseLoanDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideLoan(household, loan, { type: 'DisburseLoan', ...body }, by));
  }

  @Post(':loan/repayments')
  @Operation({
    name: 'RecordRepayment',
    allow: counter,
    summary: { fr: 'Noter un remboursement au prêteur', en: 'Note a repayment to the lender' },
  })
  repay(
    @Param() { household, loan }: LoanPath,
    @Body() body: RecordRepaymentDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideLoan(household, loan, { type: 'RecordRepayment', ...body }, by));
  }

  @Post(':loan/default')
  @Operation({
    name: 'DeclareDefault',
    allow: managers,
    summary: { fr: 'Déclarer un prêt impayé', en: 'Declare a loan in default' },
  })
  fail(@Param() { household, loan }: LoanPath, @Body() body: DeclareDefaultDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideLoan(household, loan, { type: 'DeclareDefault', ...body }, by));
  }

  @Post(':loan/revocation')
  @Operation({
    name: 'RevokeLoan',
    allow: managers,
    summary: { fr: 'Annuler un prêt', en: 'Undo a loan' },
  })
  revoke(@Param() { household, loan }: LoanPath, @Body() body: RevokeLoanDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideLoan(household, loan, { type: 'RevokeLoan', ...body }, by));
  }

  @Get()
  @Operation({
    name: 'Loans',
    allow: readers,
    summary: { fr: 'Prêts d’un ménage, et ce qu’ils coûtent', en: 'Loans of a household, and what they cost' },
  })
  async show(@Param() { scheme, household }: HouseholdPath, @Query() { asOf }: LoansDto) {
    const on = asOf ?? dayIn('UTC', this.clock.now());
    return { loans: await this.queries.execute(new Loans(scheme, household, on)) };
  }
}
