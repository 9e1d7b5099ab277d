import type { Decisions } from '#eventstore';
import { cardDecider, cardStream } from '../../card/card.decider.js';

/** Streams read side by side. */
const sideBySide = 32;

/** The number the next card of each person bears: 1 unless one was revoked. */
export const cardNumbers = async (
  decisions: Decisions,
  scheme: string,
  persons: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const numbers = new Map<string, number>();
  for (let from = 0; from < persons.length; from += sideBySide)
    await Promise.all(
      persons.slice(from, from + sideBySide).map(async person => {
        const { number } = await decisions.stateOf('membership', cardStream(scheme, person), cardDecider);
        numbers.set(person, number);
      }),
    );
  return numbers;
};
