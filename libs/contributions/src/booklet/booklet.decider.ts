import { accept, type Decider, type Decision, nothingToDo, refuse } from '#kernel';
import type { BookletCommand, IssueBooklet, ReturnBooklet } from './booklet.commands.js';
import type { BookletEvent } from './booklet.events.js';
import { BookletReason } from './booklet.reasons.js';
import { bookletFold, type BookletState, isIn, lengthOf, numbersOf } from './booklet.state.js';

type Outcome = Decision<BookletEvent, BookletReason>;
const mostNumbers = 1_000;

/** Which numbers were printed, who has them, and which never came back. */
export const bookletDecider: Decider<BookletCommand, BookletEvent, BookletState, BookletReason> = {
  ...bookletFold,
  decide: (command, state) => (command.type === 'IssueBooklet' ? issue(command, state) : takeBack(command, state)),
};

/**
 * @refuses contributions.booklet.dated_in_future
 * @refuses contributions.booklet.not_a_sequence
 * @refuses contributions.booklet.too_long       more than 1 000 receipts
 * @refuses contributions.booklet.already_issued with other numbers or another holder
 * @refuses contributions.booklet.overlaps       a number is printed once in a scheme
 */
const issue = (command: IssueBooklet, { booklets }: BookletState): Outcome => {
  const { scheme, booklet, from, to, holder, issuedOn, recordedOn } = command;
  if (issuedOn > recordedOn)
    return refuse(BookletReason.datedInFuture, { issuedOn, today: recordedOn }, 'unprocessable');
  const length = lengthOf(from, to);
  if (length === null) return refuse(BookletReason.notASequence, { from, to }, 'unprocessable');
  if (length > mostNumbers) return refuse(BookletReason.tooLong, { length, most: mostNumbers }, 'unprocessable');
  const known = booklets.find(one => one.booklet === booklet);
  if (known) {
    const same = known.from === from && known.to === to && known.holder === holder && known.issuedOn === issuedOn;
    return same ? nothingToDo : refuse(BookletReason.alreadyIssued, { booklet });
  }
  const other = booklets.find(one => isIn(one, from) || isIn(one, to) || isIn({ from, to }, one.from));
  if (other) return refuse(BookletReason.overlaps, { booklet: other.booklet, from: other.from, to: other.to });
  const data = { scheme, booklet, from, to, holder, issuedOn };
  return accept({ type: 'contributions.BookletIssued', version: 1, effectiveAt: issuedOn, data });
};

/**
 * @refuses contributions.booklet.unknown
 * @refuses contributions.booklet.dated_in_future
 * @refuses contributions.booklet.returned_before_issued
 * @refuses contributions.booklet.not_blank a blank number is of the booklet and not entered
 */
const takeBack = (command: ReturnBooklet, { booklets }: BookletState): Outcome => {
  const { scheme, booklet, returnedOn, recordedOn } = command;
  const known = booklets.find(one => one.booklet === booklet);
  if (!known) return refuse(BookletReason.unknown, { booklet }, 'notFound');
  if (known.returnedOn !== null) return nothingToDo;
  if (returnedOn > recordedOn)
    return refuse(BookletReason.datedInFuture, { returnedOn, today: recordedOn }, 'unprocessable');
  if (returnedOn < known.issuedOn)
    return refuse(BookletReason.returnedBeforeIssued, { returnedOn, issuedOn: known.issuedOn }, 'unprocessable');
  const [used, blank] = [new Set(command.used), new Set(command.unused)];
  const odd = command.unused.find(number => used.has(number) || !isIn(known, number));
  if (odd !== undefined) return refuse(BookletReason.notBlank, { number: odd }, 'unprocessable');
  const numbers = numbersOf(known);
  return accept({
    type: 'contributions.BookletReturned',
    version: 1,
    effectiveAt: returnedOn,
    data: {
      ...{ scheme, booklet, holder: known.holder, returnedOn },
      used: numbers.filter(number => used.has(number)).length,
      blank: numbers.filter(number => blank.has(number)),
      missing: numbers.filter(number => !used.has(number) && !blank.has(number)),
    },
  });
};
