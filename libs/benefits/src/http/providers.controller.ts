import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata, Scope } from '#eventstore';
import { dayIn, type Instant } from '#kernel';
import { By, Caller, type CallerIdentity, In, newWebhookSecret, Operation } from '#platform';
import { DecideEndpoint } from '../endpoint/decide-endpoint.js';
import { DecideProvider } from '../provider/decide-provider.js';
import {
  ContractProviderDto,
  ProviderPath,
  RegisterEndpointDto,
  SchemePath,
  SuspendProviderDto,
} from './catalogue.dto.js';
import { onlyOwnProvider } from './own-provider.js';
import { ProviderBalance } from './remittances.queries.js';

const managers = ['federation-admin', 'scheme-manager'] as const;

/** How long a replaced key is still believed. @unit milliseconds */
const rotation_ms = 24 * 60 * 60 * 1000;

/** Who delivers care on the scheme's account, and how their systems reach it. */
@Controller('v1/schemes/:scheme/providers')
export class ProvidersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'ContractProvider',
    allow: managers,
    summary: { fr: 'Conventionner un prestataire', en: 'Contract a provider' },
  })
  contract(@Param() { scheme }: SchemePath, @Body() asked: ContractProviderDto, @By() by: Metadata): Promise<Decided> {
    const { provider, sector, level, from } = asked;
    const { acts = [], perPerson = 0 } = asked.capitation ?? {};
    const capitation = asked.capitation ? { capitation: { acts, perPerson } } : {};
    const quality = asked.quality ? { quality: { ...asked.quality } } : {};
    const terms = { ...capitation, ...quality };
    const contract = { sector, level, tariff: asked.tariff ?? null, ...terms, from, to: asked.to ?? null };
    return this.commands.execute(new DecideProvider({ type: 'ContractProvider', provider, scheme, contract }, by));
  }

  @Post(':provider/suspensions')
  @Operation({
    name: 'SuspendProvider',
    allow: managers,
    summary: { fr: 'Suspendre une convention', en: 'Suspend a provider’s contract' },
  })
  suspend(
    @Param() { scheme, provider }: ProviderPath,
    @Body() { from, until }: SuspendProviderDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(
      new DecideProvider({ type: 'SuspendProvider', provider, scheme, from, until: until ?? null }, by),
    );
  }

  @Post(':provider/endpoints')
  @Operation({
    name: 'RegisterEndpoint',
    // Not the scheme's own staff: who knows a provider's key can bill in its name the scheme they themselves pay for.
    allow: ['federation-admin'],
    summary: { fr: 'Donner une clé de signature au prestataire', en: 'Give a provider’s system a signing key' },
  })
  registerEndpoint(
    @Param() { scheme, provider }: ProviderPath,
    @Body() { endpoint = `ep-${randomUUID()}` }: RegisterEndpointDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const on = dayIn('UTC', by.recordedAt);
    const previousUntil = later(by.recordedAt, rotation_ms);
    const asked = { endpoint, scheme, provider, secret: newWebhookSecret(), on, previousUntil };
    return this.commands.execute(new DecideEndpoint({ type: 'RegisterEndpoint', ...asked }, by));
  }

  @Get(':provider/balance')
  @Operation({
    name: 'ProviderBalance',
    allow: [...managers, 'federation-finance', 'scheme-clerk', 'provider-client', 'auditor'],
    summary: { fr: 'Solde d’un prestataire', en: 'What a provider is owed' },
  })
  async balance(@Param() { scheme, provider }: ProviderPath, @In() scope: Scope, @Caller() caller: CallerIdentity) {
    onlyOwnProvider(caller, provider);
    return { balances: await this.queries.execute(new ProviderBalance(scope, scheme, provider)) };
  }
}

const later = (instant: Instant, by_ms: number): Instant => new Date(Date.parse(instant) + by_ms).toISOString();
