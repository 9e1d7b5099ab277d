import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata, OpaqueKeys } from '#eventstore';
import { type NoteEnvelope, noteEnvelopeDecider } from './note-envelope.decider.js';
import { programmesStream } from './programme.state.js';
import { programmeActKeyParts } from './programme.types.js';

/** What a fund told of an envelope; acts by their names, which stay out of the log. */
export class DecideEnvelope extends Command<Decided> {
  constructor(
    readonly command: NoteEnvelope,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideEnvelope)
export class DecideEnvelopeHandler implements ICommandHandler<DecideEnvelope> {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: OpaqueKeys,
  ) {}

  execute({ command, metadata }: DecideEnvelope): Promise<Decided> {
    const { scheme, terms } = command;
    const keyOf = (act: string): string => this.keys.keyOf(scheme, ...programmeActKeyParts(act));
    const parts = terms.parts.map(part => ({ ...part, acts: part.acts?.map(keyOf).sort() ?? null }));
    const opaque = { ...command, terms: { ...terms, parts } };
    return this.decisions.decide('benefits', programmesStream(scheme), noteEnvelopeDecider, opaque, metadata);
  }
}
