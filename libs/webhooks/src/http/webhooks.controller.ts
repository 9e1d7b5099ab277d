import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { By, Caller, type CallerIdentity, In, newWebhookSecret, Operation } from '#platform';
import { DecideEndpoint } from '../endpoint/decide-endpoint.js';
import type { EndpointCommand } from '../endpoint/endpoint.commands.js';
import { offeredContracts } from '../endpoint/endpoint.decider.js';
import { datesOf, keepers, keyKeepers, ownReceiver, readers } from './receiver-door.js';
import { ChangeWebhookDto, SubscribeWebhookDto, WebhookPath, WebhookSchemePath, WebhooksDto } from './webhooks.dto.js';
import { isForeign, Receivers, type ReceiversPage } from './webhooks.queries.js';
import { WebhooksReason } from './webhooks.reasons.js';

/** Where providers' systems are told what becomes of their claims. */
@Controller('v1/schemes/:scheme/webhooks')
export class WebhooksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'SubscribeWebhook',
    allow: keyKeepers,
    summary: { fr: 'Abonner le système d’un prestataire', en: 'Subscribe a provider’s system' },
  })
  subscribe(
    @Param() { scheme }: WebhookSchemePath,
    @Body() asked: SubscribeWebhookDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    const { provider, url, contracts = offeredContracts, endpoint = `wh-${randomUUID()}` } = asked;
    if (isForeign(caller, provider))
      throw new CommandRefused(refuse(WebhooksReason.notYours, { provider }, 'forbidden'));
    const secret = newWebhookSecret();
    return this.decide(scheme, by, { type: 'Subscribe', endpoint, scheme, provider, url, contracts, secret });
  }

  @Get()
  @Operation({ name: 'Webhooks', allow: readers, summary: { fr: 'Lister les abonnements', en: 'List subscriptions' } })
  list(
    @Param() { scheme }: WebhookSchemePath,
    @Query() { limit = 50, offset = 0, confirmed, ...asked }: WebhooksDto,
    @In() scope: Scope,
    @Caller() caller: CallerIdentity,
  ): Promise<ReceiversPage> {
    const { role, provider = '' } = caller;
    const own = role === 'provider-client' ? { provider } : {};
    if (asked.provider !== undefined && isForeign(caller, asked.provider))
      throw new CommandRefused(refuse(WebhooksReason.notYours, { provider: asked.provider }, 'forbidden'));
    const shown = confirmed === undefined ? {} : { confirmed: confirmed === 'true' };
    return this.queries.execute(new Receivers(scope, scheme, { ...asked, ...own, ...shown }, { limit, offset }));
  }

  @Get(':endpoint')
  @Operation({ name: 'Webhook', allow: readers, summary: { fr: 'Voir un abonnement', en: 'See a subscription' } })
  async show(@Param() { scheme, endpoint }: WebhookPath, @Caller() caller: CallerIdentity) {
    const receiver = await ownReceiver(this.queries, { scheme, endpoint }, caller);
    const { owner, status, because, contracts, failingSince, previousUntil, challenge } = receiver;
    return {
      ...{ endpoint, provider: owner?.provider, status, because, contracts, failingSince, previousUntil },
      ...{ confirmed: challenge === null, challenge },
    };
  }

  @Post(':endpoint/challenge')
  @Operation({
    name: 'ChallengeWebhook',
    allow: keepers,
    summary: { fr: 'Demander de nouveau la confirmation', en: 'Ask for its confirmation again' },
  })
  async challenge(
    @Param() { scheme, endpoint }: WebhookPath,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await ownReceiver(this.queries, { scheme, endpoint }, caller);
    return this.decide(scheme, by, { type: 'AskChallenge', endpoint });
  }

  @Post(':endpoint/contracts')
  @Operation({
    name: 'ChangeWebhook',
    allow: keepers,
    summary: { fr: 'Changer les types d’événement', en: 'Change the types of event' },
  })
  async change(
    @Param() { scheme, endpoint }: WebhookPath,
    @Body() { contracts }: ChangeWebhookDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await ownReceiver(this.queries, { scheme, endpoint }, caller);
    return this.decide(scheme, by, { type: 'ChangeContracts', endpoint, contracts });
  }

  @Post(':endpoint/secrets')
  @Operation({
    name: 'RotateWebhookSecret',
    allow: keyKeepers,
    summary: { fr: 'Changer la clé de signature', en: 'Change the signing key' },
  })
  async rotate(
    @Param() { scheme, endpoint }: WebhookPath,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await ownReceiver(this.queries, { scheme, endpoint }, caller);
    return this.decide(scheme, by, { type: 'RotateSecret', endpoint, secret: newWebhookSecret() });
  }

  @Post(':endpoint/pause')
  @Operation({
    name: 'PauseWebhook',
    allow: keepers,
    summary: { fr: 'Suspendre les livraisons', en: 'Pause deliveries' },
  })
  async pause(
    @Param() { scheme, endpoint }: WebhookPath,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await ownReceiver(this.queries, { scheme, endpoint }, caller);
    return this.decide(scheme, by, { type: 'Pause', endpoint });
  }

  @Post(':endpoint/resumption')
  @Operation({
    name: 'ResumeWebhook',
    allow: keepers,
    summary: { fr: 'Reprendre les livraisons', en: 'Resume deliveries' },
  })
  async resume(
    @Param() { scheme, endpoint }: WebhookPath,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await ownReceiver(this.queries, { scheme, endpoint }, caller);
    return this.decide(scheme, by, { type: 'Resume', endpoint });
  }

  @Post(':endpoint/closure')
  @Operation({
    name: 'CloseWebhook',
    allow: keyKeepers,
    summary: { fr: 'Fermer pour toujours', en: 'Close for good' },
  })
  async close(
    @Param() { scheme, endpoint }: WebhookPath,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ): Promise<Decided> {
    await ownReceiver(this.queries, { scheme, endpoint }, caller);
    return this.decide(scheme, by, { type: 'Close', endpoint });
  }

  private decide(scheme: string, by: Metadata, asked: Undated): Promise<Decided> {
    return this.commands.execute(new DecideEndpoint(scheme, { ...asked, ...datesOf(by) }, by));
  }
}

/** Distributes over the union: each command without its dates. */
type WithoutDates<Command> = Command extends EndpointCommand ? Omit<Command, 'on' | 'at'> : never;
type Undated = WithoutDates<EndpointCommand>;
