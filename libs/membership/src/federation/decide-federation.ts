import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { schemeStream } from '../scheme/decide-scheme.js';
import { schemeDecider } from '../scheme/scheme.decider.js';
import { type AffiliationCommand, affiliationDecider } from './affiliation.decider.js';
import { federationStream } from './federation.state.js';
import type { Level } from './federation.types.js';
import { registerFederationDecider } from './register-federation.decider.js';

/** The stream of a parent for a federation that has none: nothing is ever written to it. */
const noParent = federationStream('');

export class RegisterFederation extends Command<Decided> {
  constructor(
    readonly form: {
      readonly federation: string;
      readonly name: string;
      readonly level: Level;
      readonly parent: string | null;
    },
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(RegisterFederation)
export class RegisterFederationHandler implements ICommandHandler<RegisterFederation> {
  constructor(private readonly decisions: Decisions) {}

  execute({ form, metadata }: RegisterFederation): Promise<Decided> {
    const { federation, parent } = form;
    const streams = {
      self: federationStream(federation),
      parent: parent === null ? noParent : federationStream(parent),
    };
    const command = { ...form, recordedOn: dayIn('UTC', metadata.recordedAt) };
    return this.decisions.decideJointly('membership', streams, registerFederationDecider, command, metadata, {
      answer: ({ self }) => ({ body: self }),
    });
  }
}

type WithoutLookUps<C> = C extends AffiliationCommand ? Omit<C, 'schemeKnown'> : never;

export class DecideAffiliation extends Command<Decided> {
  constructor(
    readonly federation: string,
    readonly request: WithoutLookUps<AffiliationCommand>,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideAffiliation)
export class DecideAffiliationHandler implements ICommandHandler<DecideAffiliation> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ federation, request, metadata }: DecideAffiliation): Promise<Decided> {
    const scheme = await this.decisions.stateOf('membership', schemeStream(request.scheme), schemeDecider);
    const command: AffiliationCommand =
      request.type === 'AffiliateScheme'
        ? { ...request, schemeKnown: scheme.status !== 'none' && scheme.status !== 'merged' }
        : request;
    return this.decisions.decide('membership', federationStream(federation), affiliationDecider, command, metadata, {
      answer: ({ self }) => ({ body: self }),
    });
  }
}
