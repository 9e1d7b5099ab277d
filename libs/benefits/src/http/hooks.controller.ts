import { Controller, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { Operation, Signed, SignedRequest, type VerifiedDelivery } from '#platform';
import type { AmendClaim } from '../claim/amendment/decide-amendment.js';
import { DecideClaim } from '../claim/decide-claim.js';
import { EndpointKeys } from '../endpoint/decide-endpoint.js';
import { cancellationOf, correctionOf } from './amendment.js';
import { AmendedDeliveryDto, CancelledDeliveryDto, DeliveryDto, EndpointPath } from './claims.dto.js';
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
    const { scheme, provider } = owner ?? { scheme: '', provider: '' };
    const by = delivery.by({ id: endpoint, role: 'provider-client' }, scheme);
    const { data, command } = await asked(delivery, scheme, by);
    onlyOwnProvider({ id: endpoint, role: 'provider-client', schemes: [scheme], provider }, data.provider);
    return this.commands.execute(command());
  }
}

/** What each type of delivery asks for. */
interface Asked {
  readonly data: { readonly provider: string };
  readonly command: () => DecideClaim | AmendClaim;
}

/** @throws RequestRefused 400 where it is of no type that is known */
const asked = async (delivery: VerifiedDelivery, scheme: string, by: Metadata): Promise<Asked> => {
  if (delivery.type === 'claim.amended') {
    const {
      data: { amends, ...data },
    } = await delivery.body(AmendedDeliveryDto);
    return { data, command: () => correctionOf(scheme, amends, data, by) };
  }
  if (delivery.type === 'claim.cancelled') {
    const { data } = await delivery.body(CancelledDeliveryDto);
    return { data, command: () => cancellationOf(scheme, data.claim, data, by) };
  }
  const { data } = await delivery.body(DeliveryDto);
  return {
    data,
    command: () => {
      receivedNow(data, by);
      return new DecideClaim(submissionOf(scheme, data), by);
    },
  };
};
