import { addDays, addMonths, type Day, type Minor, ratioOf, refuse, sum, wholeMonths } from '#kernel';
import type { Of } from './account.commands.js';
import { AccountReason } from './account.reasons.js';
import { type BroughtIn, lessParts, type OpenAccount, type OwnedDue, paidOf } from './account.state.js';
import type { Allocation, Due, MovedMonths } from './account.types.js';
import { personsOf } from './call-next-term.js';
import { Draft } from './draft.js';
import { conclude } from './entitlement.js';
import { leave } from './note-left.js';
import { broughtIn, carriedOut } from './postings.js';
import { aheadOf, eachOf, latestParts, lighter } from './share-of-person.js';

type Moving = Of<'NoteTransferOut'>['persons'][number];

/**
 * Persons moved: contributions for their whole months from the day of the move on go with them, as far as they were
 * paid, and nothing more is asked for them here. Where nobody stays, the household's credit goes too.
 */
export const noteTransferOut = (command: Of<'NoteTransferOut'>, before: OpenAccount) => {
  const { household, scheme, transfer, toScheme, toHousehold, on } = command;
  const draft = new Draft(before);
  if (before.carriedOut?.some(one => one.transfer === transfer)) return draft.conclusion;
  for (const { person } of command.persons) leave(draft, person, addDays(on, -1));
  const { account } = draft;
  if (account.currency === null) return draft.conclusion;
  const { persons, dues, released, onward } = goingWith(command.persons, account, on);
  const { stays, goes } = creditOf(account);
  const [contributions, credit] = [sum(persons.map(({ amount }) => amount)), sum(goes.map(({ amount }) => amount))];
  if (contributions + credit > 0 || dues.length > 0)
    draft.add({
      type: 'contributions.ContributionCarriedOut',
      version: 1,
      effectiveAt: on,
      data: {
        ...{ scheme, household, transfer, toScheme, toHousehold, on, currency: draft.currency },
        ...{ persons, dues, released, onward, carriedCredit: goes, credit: stays, amount: contributions + credit },
        postings: carriedOut(contributions, credit),
      },
    });
  conclude(draft, on);
  return draft.conclusion;
};

/** What came with persons who moved here; nothing of it is asked of them again. @refuses contributions.transfer.currency_differs */
export const noteBroughtIn = (command: Of<'NoteBroughtIn'>, account: OpenAccount) => {
  const { household, transfer, fromScheme, on, persons, credit, currency } = command;
  const draft = new Draft(account);
  if (account.broughtIn?.some(one => one.transfer === transfer)) return draft.conclusion;
  if (account.currency !== null && account.currency !== currency)
    return refuse(AccountReason.transferCurrency, { currency, kept: account.currency });
  draft.add({
    type: 'contributions.ContributionBroughtIn',
    version: 1,
    effectiveAt: on,
    data: {
      ...{ household, transfer, fromScheme, on, persons, currency, broughtCredit: credit },
      credit:
        credit > 0 ? [...account.credit, { receipt: `transfer:${transfer}`, amount: credit, on }] : account.credit,
      postings: broughtIn(sum(persons.map(({ amount }) => amount)), credit),
    },
  });
  conclude(draft, on);
  return draft.conclusion;
};

/** The credit of a household nobody stays in goes along; what waits to be refunded stays. */
const creditOf = (account: OpenAccount) => {
  const last = account.terms.at(-1);
  if (last && personsOf(account, last).length > 0) return { stays: account.credit, goes: [] };
  const [stays, goes] = [account.credit.filter(one => one.toRefund), account.credit.filter(one => !one.toRefund)];
  return { stays, goes };
};

interface Onward {
  readonly transfer: string;
  readonly person: string;
  readonly amount: Minor;
}

/** What goes along with these persons: each leaves the dues as the ones before left them. */
const goingWith = (moving: readonly Moving[], account: OpenAccount, on: Day) => {
  const left = new Map(account.dues.map(due => [due.due, due]));
  const changed = new Map<number, Due>();
  const [released, onward, persons]: [Allocation[], Onward[], MovedMonths[]] = [[], [], []];
  for (const { person, months } of moving) {
    let amount = 0;
    for (const due of [...left.values()].filter(one => gaveRights(one, person))) {
      const share = shareGoing(due, account, on);
      const parts = latestParts(due, share.paid);
      const lighterDue = lighter(due, person, share.asked, account, paidOf(due) - share.paid);
      const next: Due =
        share.granted === 0 ? lighterDue : { ...lighterDue, passedOn: (due.passedOn ?? 0) + share.granted };
      changed.set(due.due, next);
      left.set(due.due, { ...due, ...next, parts: parts.reduce(lessParts, due.parts) });
      released.push(...parts);
      amount += share.paid + share.granted;
    }
    const again = onwardOf(account.broughtIn ?? [], person, on);
    onward.push(...again);
    persons.push({ person, months, amount: amount + sum(again.map(one => one.amount)) });
  }
  return { persons, released, onward, dues: [...changed.values()] };
};

const gaveRights = ({ what, metOn, cancelled, carried, persons }: OwnedDue, person: string): boolean =>
  what === 'contribution' && metOn !== null && !cancelled && !carried && persons.includes(person);

/** Of one person's share: what is no longer asked, what of that was paid, and what of the fund's part goes. */
const shareGoing = (due: OwnedDue, account: OpenAccount, on: Day) => {
  const { subsidy, persons, settled = 0 } = due;
  const each = eachOf(due);
  const asked = aheadOf(each, due, account, on);
  const paidEach = ratioOf(Math.max(0, paidOf(due) - settled), 1, persons.length, 'down');
  const paid = Math.max(0, Math.min(asked, paidEach - (each - asked)));
  const grantedEach = subsidy ? ratioOf(subsidy.granted, 1, subsidy.persons, 'down') : 0;
  return { asked, paid, granted: aheadOf(grantedEach, due, account, on) };
};

/** Months that had come here with an earlier move go on. */
const onwardOf = (brought: readonly BroughtIn[], person: string, on: Day): readonly Onward[] =>
  brought.flatMap(({ transfer, on: since, persons }) => {
    const moved = persons.find(one => one.person === person && one.months > 0);
    if (!moved) return [];
    const to = addDays(addMonths(since, moved.months), -1);
    const ahead = on > to ? 0 : Math.min(moved.months, wholeMonths({ from: on, to }));
    const amount = ratioOf(moved.amount, Math.max(0, ahead), moved.months, 'down');
    return amount > 0 ? [{ transfer, person, amount }] : [];
  });
