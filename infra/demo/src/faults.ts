import type { Chance } from './chance.js';
import type { ClaimForm, ClaimLine } from './operations.js';
import { bodyOf } from './claim-desk.js';

/** What is not as it should be with a delivery, of a hundred deliveries. */
export const faultsOfHundred = {
  /** The same delivery again: the sender did not hear the answer. */
  again: 6,
  /** The id of an earlier delivery with another body. */
  otherBody: 3,
  /** No JSON. */
  malformed: 2,
  unknownAct: 2,
  /** Negative, with a fraction, as text, or beyond all measure. */
  badAmount: 2,
  /** Nobody foresees cover on that day. */
  uncovered: 5,
} as const;
export type Fault = keyof typeof faultsOfHundred;

/** One fault, or none, for each of `count` deliveries, in any order; the first tenth is sound. */
export const faultsIn = (count: number, chance: Chance): readonly (Fault | null)[] => {
  const sound = firstSound(count);
  const rest: (Fault | null)[] = (Object.keys(faultsOfHundred) as Fault[]).flatMap(fault =>
    Array.from({ length: Math.round((count * faultsOfHundred[fault]) / 100) }, () => fault),
  );
  while (rest.length < count - sound) rest.push(null);
  for (let last = rest.length - 1; last > 0; last -= 1) {
    const other = chance.int(0, last);
    [rest[last], rest[other]] = [rest[other]!, rest[last]!];
  }
  return [...Array.from({ length: sound }, () => null), ...rest];
};

export const firstSound = (count: number): number => Math.ceil(count / 10);

type Spoilt = 'malformed' | 'unknownAct' | 'badAmount';

/** The bytes of a claim, spoilt. */
export const spoilt = (form: ClaimForm, fault: Spoilt, chance: Chance): string => {
  switch (fault) {
    case 'malformed':
      return malformed(bodyOf(form), chance);
    case 'unknownAct':
      return bodyOf(withFirstLine(form, { act: chance.pick(['CONSULTATION', 'XRAY', 'ACT-404']) }));
    case 'badAmount':
      return bodyOf(withFirstLine(form, { unitPrice: chance.pick([-500, 1_000.5, '1000', 1e15, null]) }));
  }
};

const malformed = (body: string, chance: Chance): string =>
  chance.pick([
    () => body.slice(0, chance.int(1, body.length - 1)),
    () => `${body.slice(0, -1)},}`,
    () => body.replaceAll('"', "'"),
  ])();

/** What a broken system writes is no claim line any more, whatever the type says. */
const withFirstLine = (form: ClaimForm, changes: Readonly<Record<string, unknown>>): ClaimForm => {
  const [first, ...others] = form.lines;
  return { ...form, lines: [{ ...first, ...changes } as ClaimLine, ...others] };
};
