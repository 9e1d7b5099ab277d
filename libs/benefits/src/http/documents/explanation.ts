import type { Currency, Day, Minor } from '#kernel';
import { labelOf } from '../../claim/adjudication.codes.js';
import type { KnownClaim } from '../../claim/claim.state.js';
import { type AdjudicatedLine, usualAppeal_days } from '../../claim/claim.types.js';
import { amountText } from './amount-text.js';

export interface ExplainedLine {
  readonly label: string;
  readonly billed: Minor;
  readonly schemePays: Minor;
  readonly youPay: Minor;
  /** In French, as the codes' labels say. */
  readonly why: readonly string[];
}

/** What a member is told of a claim, in words they use; nothing tells what a sensitive act was. */
export interface Explanation {
  readonly claim: string;
  readonly provider: string;
  readonly serviceDate: Day;
  readonly currency: Currency;
  readonly billed: Minor;
  readonly schemePays: Minor;
  readonly youPay: Minor;
  readonly sentences: readonly string[];
  readonly lines: readonly ExplainedLine[];
}

interface Reader {
  /** Whether the reader may know what was treated. */
  readonly readsActs: boolean;
  /** Acts of the package that are named by a neutral label. */
  readonly sensitive: ReadonlySet<string>;
  /** Acts of the package; absent where none governed. What is outside it is told by its number alone. */
  readonly named?: ReadonlySet<string>;
  /** Acts and medicines in the members' words. */
  readonly names?: Readonly<Record<string, string>>;
  readonly appealDays?: number;
}

export const neutralLabel = 'Acte de prévention';

/** Explains the latest decision of a claim. Null while there is none. */
export const explain = (claim: KnownClaim, reader: Reader): Explanation | null => {
  const { submitted, decision } = claim;
  if (!decision) return null;
  const { currency, amounts } = decision;
  const reversed = claim.status === 'reversed';
  const [schemePays, youPay] = reversed ? [0, 0] : [amounts.scheme, amounts.memberPays];
  const lines = reversed ? [] : (decision.trace?.lines ?? []);
  return {
    claim: submitted.claim,
    provider: submitted.provider,
    serviceDate: submitted.serviceDate,
    currency,
    billed: amounts.billed,
    schemePays,
    youPay,
    sentences: [
      outcome(claim, amountText(schemePays, currency), amountText(youPay, currency)),
      ...(decision.payee === 'member' && schemePays > 0 ? ['La part de la mutuelle vous est remboursée.'] : []),
      ...(amounts.programme + amounts.funderOnCopay > 0 && !reversed
        ? [`Un programme paie ${amountText(amounts.programme + amounts.funderOnCopay, currency)}.`]
        : []),
      ...(amounts.writeOff > 0 && !reversed
        ? [`Le centre ne peut pas vous réclamer ${amountText(amounts.writeOff, currency)} au-dessus du tarif convenu.`]
        : []),
      `Vous n’êtes pas d’accord ? Dites-le à votre mutuelle dans les ${reader.appealDays ?? usualAppeal_days} jours.`,
    ],
    lines: lines.map((line, index) => explained(line, index, reader)),
  };
};

const outcome = ({ status, decision }: KnownClaim, schemePays: string, youPay: string): string => {
  if (status === 'reversed') return 'Cette facture est annulée : la mutuelle ne paie rien et ne vous demande rien.';
  if (decision?.status === 'pended') return 'Votre dossier est en attente : rien n’est encore décidé.';
  if (decision?.status === 'rejected') return `La mutuelle ne paie pas ces soins. À votre charge : ${youPay}.`;
  return `La mutuelle paie ${schemePays}. À votre charge : ${youPay}.`;
};

const explained = (
  line: AdjudicatedLine,
  index: number,
  { readsActs, sensitive, named: known, names = {} }: Reader,
): ExplainedLine => {
  const neutral = sensitive.has(line.act);
  const called = (code: string): string => (Object.hasOwn(names, code) ? names[code]! : code);
  const named = line.item === undefined ? called(line.act) : `${called(line.act)} ${called(line.item)}`;
  return {
    // Who may not read acts is not told either which of them is a sensitive one.
    label: !readsActs || known?.has(line.act) === false ? `Soin n° ${index + 1}` : neutral ? neutralLabel : named,
    billed: line.billed,
    schemePays: line.scheme,
    youPay: line.memberPays,
    why: !readsActs || neutral ? [] : line.reasons.map(code => labelOf(code).fr),
  };
};
