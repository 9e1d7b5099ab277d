import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { Decided, Metadata } from '#eventstore';
import { currencies, type Currency, dayIn } from '#kernel';
import { By, Operation } from '#platform';
import { DecideCapitation } from '../capitation/decide-capitation.js';
import { ProviderPath } from './catalogue.dto.js';

export class RecordCapitationDto {
  /** `2025-06`. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) month: string;
  /** Registered with the provider that month. */
  @IsInt() @Min(0) @Max(1_000_000) persons: number;
  /** XOF, unless said. */
  @IsOptional() @IsIn(currencies) currency?: Currency;
}

/** What is paid by the head. */
@Controller('v1/schemes/:scheme/providers/:provider/capitation')
export class CapitationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Operation({
    name: 'RecordCapitation',
    allow: ['scheme-manager', 'federation-finance'],
    summary: { fr: 'Constater le forfait d’un mois', en: 'Record a month by the head' },
  })
  record(
    @Param() { scheme, provider }: ProviderPath,
    @Body() { month, persons, currency = 'XOF' }: RecordCapitationDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const recordedOn = dayIn('UTC', by.recordedAt);
    return this.commands.execute(new DecideCapitation({ scheme, provider, month, persons, currency, recordedOn }, by));
  }
}
