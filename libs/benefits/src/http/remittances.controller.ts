import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Decided, type Metadata, ReadModels, type Scope } from '#eventstore';
import { dayIn } from '#kernel';
import { By, In, Operation } from '#platform';
import { DecideRemittance } from '../remittance/decide-remittance.js';
import { SchemePath } from './catalogue.dto.js';
import { providerBalanceTable } from '../projections/payable.entity.js';
import { IssueRemittanceDto, IssueRemittancesDto, RejectRemittanceDto } from './claims.dto.js';
import { type EachAnswer, eachOf } from './each-of.js';
import { RemittancePath } from './payments.dto.js';

/** What is paid to providers, once for each decision. */
@Controller('v1/schemes/:scheme/remittances')
export class RemittancesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

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

  @Post('batches')
  @Operation({
    name: 'IssueRemittances',
    allow: ['scheme-manager', 'federation-finance'],
    summary: { fr: 'Émettre les bordereaux de tous les prestataires', en: 'Issue every provider’s remittance' },
  })
  async issueAll(
    @Param() { scheme }: SchemePath,
    @Body() { batch, upTo, issuedOn }: IssueRemittancesDto,
    @In() scope: Scope,
    @By() by: Metadata,
  ): Promise<EachAnswer> {
    const on = issuedOn ?? dayIn('UTC', by.recordedAt);
    const balances = await this.models.find(scope, providerBalanceTable, { where: { scheme }, orderBy: ['provider'] });
    const providers = [...new Set(balances.filter(({ owed }) => owed !== 0).map(({ provider }) => provider))];
    return eachOf(providers, by, (provider, each) => {
      const request = { remittance: `${batch}.${provider}`, scheme, provider, issuedOn: on, upTo };
      return this.commands.execute(new DecideRemittance(request, each));
    });
  }

  @Post(':remittance/rejection')
  @Operation({
    name: 'RejectRemittance',
    allow: ['scheme-manager', 'federation-finance'],
    summary: { fr: 'Rejeter un bordereau préparé', en: 'Reject a remittance before it is approved' },
  })
  reject(
    @Param() { remittance }: RemittancePath,
    @Body() { reason }: RejectRemittanceDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const on = dayIn('UTC', by.recordedAt);
    return this.commands.execute(new DecideRemittance({ remittance, actor: by.actor.id, on, reason }, by));
  }
}
