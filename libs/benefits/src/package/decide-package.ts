import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { PackageCommand } from './package.commands.js';
import { packageDecider } from './package.decider.js';
import { packageStream } from './package.state.js';

/** `new DecidePackage('A', { type: 'PublishPackage', package: … }, by)` */
export class DecidePackage extends Command<Decided> {
  constructor(
    readonly scheme: string,
    readonly command: PackageCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecidePackage)
export class DecidePackageHandler implements ICommandHandler<DecidePackage> {
  constructor(private readonly decisions: Decisions) {}

  execute({ scheme, command, metadata }: DecidePackage): Promise<Decided> {
    const { product, version, effectiveFrom } = command.package;
    return this.decisions.decide('benefits', packageStream(scheme, product), packageDecider, command, metadata, {
      answer: () => ({ body: { product, version, effectiveFrom } }),
    });
  }
}
