import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, ReadModels, type Scope } from '#eventstore';
import { type Day, dayIn, type Instant, refuse } from '#kernel';
import { pdfOf } from '#platform';
import { HouseholdReason } from '../../household/household.reasons.js';
import { registeredScheme } from '../../scheme/decide-scheme.js';
import { cardFaces } from './card-faces.js';
import { type CardPrinting, cardSheet } from './card-sheet.js';
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

export type PaperWanted = Omit<LinesWanted, 'on'> & { readonly on?: Day };

export class Paper extends Query<MadePaper> {
  constructor(
    readonly scope: Scope,
    readonly kind: PaperKind,
    readonly wanted: PaperWanted,
    /** A paper is of this day in the scheme, unless another is wanted. */
    readonly now: Instant,
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
  async execute({ scope, kind, wanted, now, signer }: Paper): Promise<MadePaper> {
    const { scheme, household } = wanted;
    const { name: schemeName, timezone } = await registeredScheme(this.decisions, scheme);
    const { on = dayIn(timezone, now) } = wanted;
    const lines = await registerLines(this.models, this.decisions, scope, { ...wanted, on });
    if (household !== undefined && lines.length === 0)
      throw new CommandRefused(refuse(HouseholdReason.unknown, undefined, 'notFound'));
    const faces = kind === 'cards' ? await cardFaces(this.models, this.decisions, scope, scheme) : new Map();
    return make(kind, lines, { scheme, schemeName, on }, household ?? scheme, { signer, faces });
  }
}

const make = async (
  kind: PaperKind,
  lines: readonly RegisterLine[],
  head: Letterhead,
  of: string,
  cards: CardPrinting,
): Promise<MadePaper> => {
  const { on } = head;
  switch (kind) {
    case 'csv':
      return { bytes: Buffer.from(registerCsv(lines)), name: `registre-des-adherents-${of}-${on}.csv` };
    case 'register':
      return { bytes: await pdfOf(membersRegister(lines, head), on), name: `registre-des-adherents-${of}-${on}.pdf` };
    case 'cards':
      return { bytes: await pdfOf(await cardSheet(lines, head, cards), on), name: `cartes-${of}-${on}.pdf` };
    case 'form':
      return { bytes: await pdfOf(enrolmentForm(lines, head), on), name: `bulletin-${of}-${on}.pdf` };
    case 'booklet':
      return { bytes: await pdfOf(familyBooklet(lines, head), on), name: `carnet-${of}-${on}.pdf` };
  }
};
