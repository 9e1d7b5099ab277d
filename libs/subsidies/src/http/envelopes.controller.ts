import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { By, Caller, type CallerIdentity, Operation } from '#platform';
import { DecideFundEnvelope, viewOf } from '../fund/decide-envelope.js';
import type { EnvelopeCommand } from '../fund/envelope.commands.js';
import { fundFold, fundStream } from '../fund/fund.state.js';
import { entriesOf } from '../ledger/sorted-map.js';
import { CloseEnvelopeDto, EnvelopePath, GrantEnvelopeDto } from './envelopes.dto.js';
import { FundPath } from './funds.dto.js';
import { keepers, readers, visibleTo } from './readers.js';

/** A fund's money for acts: what it keeps ready in each scheme, and what claims have drawn of it. */
@Controller('v1/funds/:fund/envelopes')
export class EnvelopesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly decisions: Decisions,
  ) {}

  @Post()
  @Operation({
    name: 'GrantEnvelope',
    allow: keepers,
    summary: { fr: 'Doter une enveloppe pour des actes', en: 'Set money aside for acts' },
  })
  grant(@Param() { fund }: FundPath, @Body() asked: GrantEnvelopeDto, @By() by: Metadata): Promise<Decided> {
    const { scheme, reference, amount, window, households = null, priority = 1 } = asked;
    const parts = asked.parts.map(({ acts, of = 'act', percent }) => {
      return { acts: acts ? [...acts].sort() : null, of, rate_bps: percent * 100 };
    });
    const terms = { parts, window: { from: window.from, to: window.to }, households, priority };
    const grantedOn = asked.grantedOn ?? dayIn('UTC', by.recordedAt);
    return this.decide({ type: 'GrantEnvelope', fund, scheme, reference, amount, terms, grantedOn }, by);
  }

  @Post(':scheme/closing')
  @Operation({
    name: 'CloseEnvelope',
    allow: keepers,
    summary: { fr: 'Reprendre ce qu’une enveloppe n’a pas dépensé', en: 'Ask back what an envelope did not spend' },
  })
  close(
    @Param() { fund, scheme }: EnvelopePath,
    @Body() { closedOn }: CloseEnvelopeDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const on = closedOn ?? dayIn('UTC', by.recordedAt);
    return this.decide({ type: 'CloseEnvelope', fund, scheme, closedOn: on }, by);
  }

  @Get()
  @Operation({
    name: 'Envelopes',
    allow: readers,
    summary: { fr: 'Voir les enveloppes d’un fonds', en: 'See a fund’s envelopes' },
  })
  async list(@Param() { fund }: FundPath, @Caller() caller: CallerIdentity) {
    const state = await this.decisions.stateOf('subsidies', fundStream(fund), fundFold);
    const known = visibleTo(state, fund, caller);
    const all = [...entriesOf(known.envelopes?.byScheme ?? null)].map(({ key, value }) => viewOf(fund, key, value));
    // A funder is told what its money did, not whom it helped.
    return { envelopes: caller.role === 'funder-viewer' ? all.map(each => ({ ...each, households: null })) : all };
  }

  private decide(command: EnvelopeCommand, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideFundEnvelope(command, by));
  }
}
