import { Controller, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided } from '#eventstore';
import { Operation, Signed, SignedRequest } from '#platform';
import { DecideClaim } from '../claim/decide-claim.js';
import { EndpointKeys } from '../endpoint/decide-endpoint.js';
import { DeliveryDto, EndpointPath } from './claims.dto.js';
import { onlyOwnProvider } from './own-provider.js';
import { receivedNow, submissionOf } from './submission.js';

/** Claims that a provider's system signs and delivers by itself. */
@Controller('v1/hooks')
export class HooksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post(':endpoint')
  @Operation({
    name: 'DeliverClaim',
    allow: 'signature',
    straight: true,
    summary: { fr: 'Recevoir une facture signée', en: 'Receive a signed claim' },
  })
  async deliver(@Param() { endpoint }: EndpointPath, @Signed() request: SignedRequest): Promise<Decided> {
    const { owner, keys } = await this.queries.execute(new EndpointKeys(endpoint));
    const believed = keys.map(({ secret, notAfter }) => ({ key: secret, ...(notAfter === null ? {} : { notAfter }) }));
    const delivery = request.verify(owner ? believed : undefined);
    const { data } = await delivery.body(DeliveryDto);
    const { scheme, provider } = owner ?? { scheme: '', provider: '' };
    const by = delivery.by({ id: endpoint, role: 'provider-client' }, scheme);
    onlyOwnProvider({ id: endpoint, role: 'provider-client', schemes: [scheme], provider }, data.provider);
    receivedNow(data, by);
    return this.commands.execute(new DecideClaim(submissionOf(scheme, data), by));
  }
}
