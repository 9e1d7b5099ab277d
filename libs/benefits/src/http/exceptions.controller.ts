import { Controller, Get, Param, Query } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import { Decisions } from '#eventstore';
import { IsId, Operation } from '#platform';
import { exceptionsFold, exceptionsStream } from '../exception/exception.state.js';
import { packageFold, packageStream } from '../package/package.state.js';
import { SchemePath } from './catalogue.dto.js';

export class ExceptionsDto {
  @IsOptional() @IsId() product?: string;
  @IsOptional() @Matches(/^\d{4}$/) year?: string;
}

/** The register of exceptions: what was paid although a rule refuses it, and what is left of the year's budget. */
@Controller('v1/schemes/:scheme/exceptions')
export class ExceptionsController {
  constructor(private readonly decisions: Decisions) {}

  @Get()
  @Operation({
    name: 'Exceptions',
    allow: ['scheme-manager', 'medical-reviewer', 'federation-finance', 'auditor'],
    summary: { fr: 'Registre des exceptions et budget', en: 'The register of exceptions and its budget' },
  })
  async list(@Param() { scheme }: SchemePath, @Query() { product, year }: ExceptionsDto) {
    const state = await this.decisions.stateOf('benefits', exceptionsStream(scheme), exceptionsFold);
    const asked = [...state.values()].filter(
      each => (product === undefined || each.product === product) && (year === undefined || each.year === year),
    );
    return { exceptions: await Promise.all(asked.map(each => this.withBudget(scheme, each))) };
  }

  /** The budget is that of the version in force when the year ends. */
  private async withBudget(
    scheme: string,
    {
      claims,
      ...of
    }: { product: string; year: string; currency: string; spent: number; claims: ReadonlyMap<string, number> },
  ) {
    const { versions } = await this.decisions.stateOf('benefits', packageStream(scheme, of.product), packageFold);
    const last = versions.findLast(({ version }) => version.effectiveFrom <= `${of.year}-12-31`);
    const budget = last?.version.exceptions?.yearly ?? null;
    const left = budget === null ? null : Math.max(0, budget - of.spent);
    return { ...of, budget, left, claims: [...claims].map(([claim, amount]) => ({ claim, amount })) };
  }
}
