import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { CommandRefused } from '#eventstore';
import { Clock, refuse } from '#kernel';
import { Caller, type CallerIdentity, concernedBy, concerning, Operation, pdfOf } from '#platform';
import { ClaimReason } from '../claim/claim.reasons.js';
import type { Explanation } from './documents/explanation.js';
import { explanationPdf } from './documents/explanation-pdf.js';
import { ClaimPath } from './claims.dto.js';
import { ClaimExplained } from './explanation.queries.js';

const readers = ['scheme-clerk', 'scheme-manager', 'medical-reviewer', 'provider-client'] as const;

/** What a member is told of a claim. Who may not read acts prints a page without them. */
@Controller('v1/schemes/:scheme/claims/:claim')
export class ExplanationController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get('explanation')
  @Operation({
    name: 'Explanation',
    opens: 'medical',
    allow: readers,
    summary: { fr: 'Expliquer une facture au membre', en: 'Explain a claim to the member' },
  })
  async explanation(@Param() { scheme, claim }: ClaimPath, @Caller() caller: CallerIdentity): Promise<Explanation> {
    const explained = await this.queries.execute(new ClaimExplained(scheme, claim, caller));
    if (!explained) throw new CommandRefused(refuse(ClaimReason.notFound, undefined, 'notFound'));
    return explained;
  }

  @Get('explanation.pdf')
  @Operation({
    name: 'ExplanationPdf',
    opens: 'medical',
    allow: readers,
    summary: { fr: 'Décompte du membre à imprimer', en: 'The explanation of benefits on paper' },
  })
  async pdf(@Param() path: ClaimPath, @Caller() caller: CallerIdentity): Promise<StreamableFile> {
    const explanation = await this.explanation(path, caller);
    const pdf = await pdfOf(explanationPdf(explanation), this.clock.now().slice(0, 10));
    const file = new StreamableFile(pdf, { type: 'application/pdf' });
    return concerning(file, concernedBy(explanation));
  }
}
