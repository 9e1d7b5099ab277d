import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Decisions } from '#eventstore';
import { packageFold, packageStream } from '../package/package.state.js';
import type { PackageVersion } from '../package/package.types.js';

/** Every published version of a product's package, the first first. */
export class Package extends Query<readonly PackageVersion[]> {
  constructor(
    readonly scheme: string,
    readonly product: string,
  ) {
    super();
  }
}

@QueryHandler(Package)
export class PackageHandler implements IQueryHandler<Package> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, product }: Package): Promise<readonly PackageVersion[]> {
    const { versions } = await this.decisions.stateOf('benefits', packageStream(scheme, product), packageFold);
    return versions.map(({ version }) => version);
  }
}
