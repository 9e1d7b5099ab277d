import { sum } from '#kernel';
import type { Of } from './account.commands.js';
import { contributionsOf, type OpenAccount, type OwnedDue, termOf } from './account.state.js';
import type { Due } from './account.types.js';
import { Draft } from './draft.js';
import { conclude } from './entitlement.js';
import { subsidyNotEarned } from './postings.js';
import { thresholdOf } from './raise-dues.js';

/**
 * A fund's answer for the term as it stands now. What it granted is shared out in the order dues were raised; what it
 * will not grant is the member's; while anybody waits, the due waits.
 */
export const noteSubsidyReserved = (note: Of<'NoteSubsidyReserved'>, account: OpenAccount) => {
  const { fund, term, amount, served, waiting, reason, on } = note;
  const draft = new Draft(account);
  const dues = answered(note, account);
  if (dues.length === 0) return draft.conclusion;
  const data = { household: account.household, term, fund, amount, served, waiting, reason, dues };
  draft.add({ type: 'contributions.SubsidyNoted', version: 1, effectiveAt: on, data });
  conclude(draft, on);
  return draft.conclusion;
};

/** Dues the answer is about, as it leaves them. A due asked for since, which it does not speak of, stays as it is. */
const answered = (
  { fund, term, amount, waiting, reason }: Of<'NoteSubsidyReserved'>,
  account: OpenAccount,
): readonly Due[] => {
  const dues = carriedBy(account, term, fund);
  let rest = Math.max(0, amount - sum(dues.map(({ subsidy }) => (subsidy?.final ? subsidy.granted : 0))));
  return dues.flatMap(due => {
    if (!due.subsidy || due.subsidy.final) return [];
    const { asked } = due.subsidy;
    const granted = Math.min(asked, rest);
    rest -= granted;
    const final = granted === asked || (waiting === 0 && reason !== null);
    return granted === due.subsidy.granted && !final ? [] : [withSubsidy(account, due, granted, final)];
  });
};

/** What is carried elsewhere is asked of nobody: giving its subsidy back changes nothing. */
const carriedBy = (account: OpenAccount, term: number, fund: string): readonly OwnedDue[] =>
  contributionsOf(account, term).filter(({ subsidy, carried }) => subsidy?.fund === fund && !carried);

/** The fund took its money back: the member owes the whole contribution. */
export const noteSubsidyReleased = ({ fund, term, on }: Of<'NoteSubsidyReleased'>, account: OpenAccount) => {
  const draft = new Draft(account);
  const dues = carriedBy(account, term, fund).filter(({ subsidy }) => subsidy !== null && subsidy.granted > 0);
  if (dues.length === 0) return draft.conclusion;
  draft.add({
    type: 'contributions.SubsidyLost',
    version: 1,
    effectiveAt: on,
    data: {
      ...{ household: account.household, term, fund, currency: draft.currency },
      dues: dues.map(due => withSubsidy(account, due, 0, true)),
      postings: subsidyNotEarned(sum(dues.map(({ metOn, subsidy }) => (metOn === null ? 0 : (subsidy?.granted ?? 0))))),
    },
  });
  conclude(draft, on, 'subsidy-lost');
  return draft.conclusion;
};

const withSubsidy = (account: OpenAccount, due: OwnedDue, granted: number, final: boolean): Due => {
  const { due: number, what, term, persons, later, gross, raisedOn, subsidy, waived } = due;
  const memberShare = gross - (final ? granted : (subsidy?.asked ?? 0)) - (waived ?? 0);
  const plan = termOf(account, term)?.plan;
  const threshold = later || !plan ? memberShare : thresholdOf(memberShare, plan);
  return {
    ...{ due: number, what, term, persons, later, gross, raisedOn, memberShare, threshold },
    subsidy: subsidy && { ...subsidy, granted, final },
    ...(waived === undefined ? {} : { waived }),
  };
};
