import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { refuse } from '#kernel';
import { By, Operation } from '#platform';
import { DecideEducation } from '../education/decide-education.js';
import type { EducationCommand } from '../education/education.commands.js';
import { EducationReason } from '../education/education.reasons.js';
import { balanceOfEducation, educationFold, educationStream } from '../education/education.state.js';
import {
  DepositSavingsDto,
  EducationPath,
  OpenEducationAccountDto,
  PaySchoolDto,
  SchoolProofDto,
} from './education.dto.js';
import { SchemePath } from './subsidies.dto.js';

const counter = ['scheme-clerk', 'scheme-manager', 'federation-finance'] as const;
const managers = ['scheme-manager', 'federation-finance'] as const;

/** Savings for a child's school, and the scholarship that a fund adds to them. */
@Controller('v1/schemes/:scheme/education-accounts')
export class EducationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly decisions: Decisions,
  ) {}

  @Post()
  @Operation({
    name: 'OpenEducationAccount',
    allow: managers,
    summary: { fr: 'Ouvrir une épargne scolaire', en: 'Open education savings' },
  })
  open(@Param() { scheme }: SchemePath, @Body() asked: OpenEducationAccountDto, @By() by: Metadata): Promise<Decided> {
    const { account, household, child, fund, currency, openedOn } = asked;
    const opened = { scheme, account, household, child, fund, currency, openedOn };
    return this.decide({ type: 'OpenEducationAccount', ...opened }, by);
  }

  @Post(':account/deposits')
  @Operation({
    name: 'DepositSavings',
    allow: counter,
    summary: { fr: 'Saisir un dépôt d’épargne scolaire', en: 'Record a deposit' },
  })
  deposit(@Param() path: EducationPath, @Body() asked: DepositSavingsDto, @By() by: Metadata): Promise<Decided> {
    const { reference, schoolYear, amount, depositedOn } = asked;
    return this.decide({ type: 'DepositSavings', ...ofAccount(path), reference, schoolYear, amount, depositedOn }, by);
  }

  @Post(':account/proofs')
  @Operation({
    name: 'AcceptSchoolProof',
    allow: managers,
    summary: { fr: 'Accepter le justificatif de l’école', en: 'Accept the school’s proof' },
  })
  prove(@Param() path: EducationPath, @Body() asked: SchoolProofDto, @By() by: Metadata): Promise<Decided> {
    const { schoolYear, proof, provedOn } = asked;
    return this.decide({ type: 'AcceptSchoolProof', ...ofAccount(path), schoolYear, proof, provedOn }, by);
  }

  @Post(':account/payments')
  @Operation({
    name: 'PaySchool',
    allow: managers,
    summary: { fr: 'Payer l’école', en: 'Pay the school' },
  })
  pay(@Param() path: EducationPath, @Body() asked: PaySchoolDto, @By() by: Metadata): Promise<Decided> {
    const { reference, schoolYear, amount, paidOn } = asked;
    return this.decide({ type: 'PaySchool', ...ofAccount(path), reference, schoolYear, amount, paidOn }, by);
  }

  @Get(':account')
  @Operation({
    name: 'EducationAccount',
    allow: [...counter, 'auditor'],
    summary: { fr: 'Voir une épargne scolaire', en: 'See education savings' },
  })
  async show(@Param() { scheme, account }: EducationPath) {
    const known = await this.decisions.stateOf('subsidies', educationStream(account), educationFold);
    if (known.status === 'none' || known.scheme !== scheme)
      throw new CommandRefused(refuse(EducationReason.unknown, { account }, 'notFound'));
    const { household, child, fund, currency, openedOn, saved, years } = known;
    return {
      ...{ account, household, child, fund, currency, openedOn, saved, balance: balanceOfEducation(known) },
      years: Object.entries(years).map(([schoolYear, year]) => ({ schoolYear: Number(schoolYear), ...year })),
    };
  }

  private decide(command: EducationCommand, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideEducation(command, by));
  }
}

const ofAccount = ({ scheme, account }: EducationPath) => ({ scheme, account });
