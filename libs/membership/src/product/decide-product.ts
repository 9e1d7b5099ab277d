import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { registeredScheme } from '../scheme/decide-scheme.js';
import { productDecider, type PublishCoverRules } from './product.decider.js';

export const productStream = (scheme: string, product: string): string => `membership.product-${scheme}.${product}`;

/** `new DecideProduct({ type: 'PublishCoverRules', scheme: 'A', product: 'P1', rules }, by)` */
export class DecideProduct extends Command<Decided> {
  constructor(
    readonly command: PublishCoverRules,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideProduct)
export class DecideProductHandler implements ICommandHandler<DecideProduct> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ command, metadata }: DecideProduct): Promise<Decided> {
    const { scheme, product } = command;
    await registeredScheme(this.decisions, scheme);
    return this.decisions.decide('membership', productStream(scheme, product), productDecider, command, metadata, {
      answer: ({ self: { versions } }) => ({
        body: { scheme, product, versions: versions.map(({ version }) => version) },
      }),
    });
  }
}
