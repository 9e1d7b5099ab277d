import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { stringify } from 'csv-stringify/sync';
import { CommandRefused, type Decided, type Metadata } from '#eventstore';
import { sum } from '#kernel';
import { commandIdOf } from '#messaging';
import { By, Caller, type CallerIdentity, Operation, RequestRefused, validated } from '#platform';
import { DecideClaim } from '../claim/decide-claim.js';
import { readClaims, type RowError } from './intake/read-claims.js';
import { SchemePath } from './catalogue.dto.js';
import { PreviewClaimsDto, SubmitClaimsDto } from './claim-batches.dto.js';
import { SubmitClaimDto } from './claims.dto.js';
import { otherProvider } from './own-provider.js';
import { submissionOf } from './submission.js';

const senders = ['scheme-clerk', 'provider-client'] as const;

interface Read {
  readonly rows: number;
  readonly ready: ReadonlyArray<{ readonly row: number; readonly claim: SubmitClaimDto }>;
  readonly errors: readonly RowError[];
}

/** Claims by the file: looked at first, then sent; what does not fit comes back as a file to mend. */
@Controller('v1/schemes/:scheme/claim-batches')
export class ClaimBatchesController {
  constructor(private readonly commands: CommandBus) {}

  @Post('preview')
  @Operation({
    name: 'PreviewClaims',
    allow: senders,
    summary: { fr: 'Vérifier un fichier de factures', en: 'Check a file of claims' },
  })
  async preview(@Param() _: SchemePath, @Body() { csv }: PreviewClaimsDto, @Caller() caller: CallerIdentity) {
    const { rows, ready, errors } = await read(csv, caller);
    const billed = sum(ready.flatMap(({ claim }) => claim.lines.map(line => line.quantity * line.unitPrice)));
    return { rows, ready: ready.length, billed, errors, errorFile: errorFile(errors) };
  }

  @Post()
  @Operation({
    name: 'SubmitClaims',
    allow: senders,
    summary: { fr: 'Présenter un fichier de factures', en: 'Submit a file of claims' },
  })
  async submit(
    @Param() { scheme }: SchemePath,
    @Body() { batch, csv }: SubmitClaimsDto,
    @By() by: Metadata,
    @Caller() caller: CallerIdentity,
  ) {
    const { rows, ready, errors } = await read(csv, caller);
    const decided = { approved: 0, rejected: 0, pended: 0, reversed: 0 };
    const refused: RowError[] = [];
    for (const { row, claim } of ready) {
      const each = { ...by, commandId: commandIdOf(by.commandId, 'claim-batch', claim.claim) };
      try {
        const { answer }: Decided = await this.commands.execute(new DecideClaim(submissionOf(scheme, claim), each));
        decided[(answer as { status: keyof typeof decided }).status] += 1;
      } catch (error) {
        if (!(error instanceof CommandRefused)) throw error;
        refused.push({ row, field: 'claim', message: error.refusal.reason });
      }
    }
    const all = [...errors, ...refused].sort((a, b) => a.row - b.row);
    return { batch, rows, ...decided, errors: all, errorFile: errorFile(all) };
  }
}

/** Every claim of the file that can be sent, and by row why others can't. */
const read = async (csv: string, caller: CallerIdentity): Promise<Read> => {
  const { rows, claims, errors } = readClaims(csv);
  const found = [...errors];
  const faulty = new Set(errors.map(({ row }) => row));
  const ready: { row: number; claim: SubmitClaimDto }[] = [];
  for (const { rows: on, body } of claims) {
    const [row = 1] = on;
    if (on.some(number => faulty.has(number))) continue;
    try {
      const claim = await validated(SubmitClaimDto, body);
      const foreign = caller.role === 'provider-client' && caller.provider !== claim.provider;
      if (foreign) found.push({ row, field: 'provider', message: otherProvider });
      else ready.push({ row, claim });
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      found.push(...faultsOf(error, on));
    }
  }
  return { rows, ready, errors: found.sort((a, b) => a.row - b.row) };
};

/** A fault in a line belongs to that line's row. */
const faultsOf = ({ problem }: RequestRefused, rows: readonly number[]): RowError[] =>
  (problem.errors ?? []).map(({ field, message }) => {
    const [, line, name] = /^lines\.(\d+)\.(.+)$/.exec(field) ?? [];
    return { row: rows[Number(line ?? 0)] ?? rows[0] ?? 1, field: name ?? field, message };
  });

const errorFile = (errors: readonly RowError[]): string =>
  stringify(
    errors.map(({ row, field, message }) => [row, field, message]),
    { header: true, delimiter: ';', bom: true, escape_formulas: true, columns: ['ligne', 'champ', 'erreur'] },
  );
