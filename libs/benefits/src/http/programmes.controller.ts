import { Controller, Get, Param } from '@nestjs/common';
import { Decisions } from '#eventstore';
import { IsId, Operation } from '#platform';
import { ClaimFacts } from '../claim/decide-claim-facts.js';
import { type DrawnFor, drawnFor } from '../programme/drawn-for.js';
import type { ProgrammeEvent } from '../programme/programme.events.js';
import { programmesFold, programmesStream } from '../programme/programme.state.js';
import { SchemePath } from './catalogue.dto.js';

class ProgrammesPath extends SchemePath {
  @IsId() household: string;
}

/**
 * The way back from a household to each funder of its acts. That a programme paid for somebody says what they suffer from:
 * the medical adviser alone is told, and with it the key under which the funder knows the household.
 */
@Controller('v1/schemes/:scheme/programmes')
export class ProgrammesController {
  constructor(
    private readonly decisions: Decisions,
    private readonly facts: ClaimFacts,
  ) {}

  @Get(':household')
  @Operation({
    name: 'HouseholdProgrammes',
    allow: ['medical-reviewer'],
    summary: { fr: 'Ce que des programmes ont payé à un ménage', en: 'What programmes paid for a household' },
  })
  async programmes(
    @Param() { scheme, household }: ProgrammesPath,
  ): Promise<{ household: string; programmes: DrawnFor[] }> {
    const stream = programmesStream(scheme);
    const [{ envelopes }, events] = await Promise.all([
      this.decisions.stateOf('benefits', stream, programmesFold),
      this.decisions.history<ProgrammeEvent>('benefits', stream),
    ]);
    const known = [...envelopes.values()].map(held => ({
      envelope: held.envelope,
      names: [household, this.facts.standInFor(scheme, held, household)],
    }));
    return { household, programmes: drawnFor(events, known) };
  }
}
