import type { Minor } from '#kernel';
import type { ClaimAdjudicated, ClaimReversed } from './claim.events.js';
import type { ExceptionEvent } from '../exception/exception.events.js';
import { type ExceptionsState, yearKey, yearOfClaim } from '../exception/exception.state.js';

/** What a decision changes of the year's exceptions; the claim may have been booked under another product before. */
export const exceptionsBooked = (
  state: ExceptionsState,
  decided: ClaimAdjudicated | ClaimReversed,
): readonly ExceptionEvent[] => {
  const { claim, scheme, currency, governs } = decided.data;
  const before = yearOfClaim(state, claim);
  const had = before?.claims.get(claim) ?? 0;
  const now = exceptional(decided);
  const product = decided.type === 'benefits.ClaimAdjudicated' ? (decided.data.package?.product ?? null) : null;
  const year = governs.slice(0, 4);
  const booked = (of: { product: string; year: string }, ofClaim: Minor, amount: Minor): ExceptionEvent => {
    const spent = (state.get(yearKey(of.product, of.year))?.spent ?? 0) + amount;
    const data = { scheme, product: of.product, year: of.year, claim, currency, amount, ofClaim, spent };
    return { type: 'benefits.ExceptionBooked', version: 1, effectiveAt: decided.effectiveAt, data };
  };
  if (before && (before.product !== product || before.year !== year)) {
    const moved = product !== null && now > 0 ? [booked({ product, year }, now, now)] : [];
    return [booked(before, 0, -had), ...moved];
  }
  return product === null || now === had ? [] : [booked({ product, year }, now, now - had)];
};

/** What the scheme pays on lines that only a ruling lets through. */
const exceptional = (decided: ClaimAdjudicated | ClaimReversed): Minor =>
  decided.type === 'benefits.ClaimReversed'
    ? 0
    : (decided.sealed?.trace.value?.lines ?? []).reduce((sum, line) => (line.exception ? sum + line.scheme : sum), 0);
