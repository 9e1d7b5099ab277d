import type { Adjudication } from './adjudicate.js';
import { sameAmounts } from './amounts.js';
import type { ClaimDecision, DecisionTrace } from './claim.types.js';

type Said = Pick<ClaimDecision, 'status' | 'payee' | 'amounts' | 'household' | 'further'>;

/**
 * Whether two decisions say the same: outcome, every amount, every reason, in the same households. Unreadable reasons
 * are left aside.
 */
export const saysTheSame = (
  before: Said & { readonly trace?: DecisionTrace },
  after: Said & Pick<Adjudication, 'trace'>,
): boolean =>
  before.status === after.status &&
  before.payee === after.payee &&
  before.household === after.household &&
  sameAmounts(before.amounts, after.amounts) &&
  sameFurther(before.further, after.further) &&
  (before.trace === undefined || outcomeText(before.trace) === outcomeText(after.trace));

const sameFurther = (before: Said['further'] = [], after: Said['further'] = []): boolean =>
  before.length === after.length &&
  before.every(({ household, amounts }, at) => {
    const other = after[at];
    return other !== undefined && household === other.household && sameAmounts(amounts, other.amounts);
  });

const outcomeText = ({ lines }: DecisionTrace): string =>
  JSON.stringify(
    lines.map(({ status, scheme, member, reasons, draws = [] }) => [status, scheme, member, reasons, draws]),
  );
