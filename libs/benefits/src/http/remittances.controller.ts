import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { By, Operation } from '#platform';
import { DecideRemittance } from '../remittance/decide-remittance.js';
import { SchemePath } from './catalogue.dto.js';
import { IssueRemittanceDto } from './claims.dto.js';

/** What is paid to providers, once for each decision. */
@Controller('v1/schemes/:scheme/remittances')
export class RemittancesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Operation({
    name: 'IssueRemittance',
    allow: ['scheme-manager', 'federation-finance'],
    summary: { fr: 'Émettre un bordereau de paiement', en: 'Issue a remittance' },
  })
  issue(@Param() { scheme }: SchemePath, @Body() asked: IssueRemittanceDto, @By() by: Metadata): Promise<Decided> {
    const { remittance, provider, upTo } = asked;
    const issuedOn = asked.issuedOn ?? dayIn('UTC', by.recordedAt);
    return this.commands.execute(new DecideRemittance({ remittance, scheme, provider, issuedOn, upTo }, by));
  }
}
