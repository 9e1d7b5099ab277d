import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, ReadModels, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { pdfOf } from '#platform';
import { HouseholdReason } from '../../household/household.reasons.js';
import { registeredScheme } from '../../scheme/decide-scheme.js';
import { cardNumbers } from './card-numbers.js';
import { cardSheet } from './card-sheet.js';
import type { CardSigner } from './card-signature.js';
import { enrolmentForm, familyBooklet, type Letterhead, membersRegister } from './papers.js';
import { registerCsv } from './register-csv.js';
import { type LinesWanted, type RegisterLine, registerLines } from './register-lines.js';

export type PaperKind = 'register' | 'csv' | 'cards' | 'form' | 'booklet';

export interface MadePaper {
  readonly bytes: Buffer;
  /** Ids and the day: no name of a person. */
  readonly name: string;
}

export class Paper extends Query<MadePaper> {
  constructor(
    readonly scope: Scope,
    readonly kind: PaperKind,
    readonly wanted: LinesWanted,
    readonly signer: CardSigner,
  ) {
    super();
  }
}

@QueryHandler(Paper)
export class PaperHandler implements IQueryHandler<Paper> {
  constructor(
    private readonly models: ReadModels,
    private readonly decisions: Decisions,
  ) {}

  /** @throws CommandRefused 404 for a household the scheme does not have. */
  async execute({ scope, kind, wanted, signer }: Paper): Promise<MadePaper> {
    const { scheme, on, household } = wanted;
    const { name: schemeName } = await registeredScheme(this.decisions, scheme);
    const lines = await registerLines(this.models, this.decisions, scope, wanted);
    if (household !== undefined && lines.length === 0)
      throw new CommandRefused(refuse(HouseholdReason.unknown, undefined, 'notFound'));
    const numbers = await cardNumbers(
      this.decisions,
      scheme,
      kind === 'cards' ? lines.map(({ person }) => person) : [],
    );
    return make(kind, lines, { scheme, schemeName, on }, household ?? scheme, { signer, numbers });
  }
}

const make = async (
  kind: PaperKind,
  lines: readonly RegisterLine[],
  head: Letterhead,
  of: string,
  { signer, numbers }: { readonly signer: CardSigner; readonly numbers: ReadonlyMap<string, number> },
): Promise<MadePaper> => {
  const { on } = head;
  switch (kind) {
    case 'csv':
      return { bytes: Buffer.from(registerCsv(lines)), name: `registre-des-adherents-${of}-${on}.csv` };
    case 'register':
      return { bytes: await pdfOf(membersRegister(lines, head), on), name: `registre-des-adherents-${of}-${on}.pdf` };
    case 'cards':
      return { bytes: await pdfOf(await cardSheet(lines, head, signer, numbers), on), name: `cartes-${of}-${on}.pdf` };
    case 'form':
      return { bytes: await pdfOf(enrolmentForm(lines, head), on), name: `bulletin-${of}-${on}.pdf` };
    case 'booklet':
      return { bytes: await pdfOf(familyBooklet(lines, head), on), name: `carnet-${of}-${on}.pdf` };
  }
};
