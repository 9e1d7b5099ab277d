import { type Day, isDay, type Minor } from '#kernel';
import { relations, type Relation } from '../household/household.types.js';
import { plain } from './columns.js';
import { listOf, type ProblemName } from './register.problems.js';

/** What a cell says, or what is wrong with it. */
export type Reading<Value> =
  | { readonly value: Value }
  | { readonly problem: ProblemName; readonly facts?: Readonly<Record<string, string | number>> };
export type Reader<Value> = (text: string) => Reading<Value>;

const longestName = 120;
/** Room is left for `-01` … in the ids of persons. */
export const longestId = 60;

/** Words for the same answer; the first is the one to write. */
const oneOf = <Value>(name: ProblemName, words: ReadonlyMap<Value, readonly string[]>): Reader<Value> => {
  const byWord = new Map([...words].flatMap(([value, known]) => known.map(word => [plain(word), value] as const)));
  const known = listOf([...words.values()].map(([word]) => word ?? ''));
  return text => {
    const value = byWord.get(plain(text));
    return value === undefined ? { problem: name, facts: { known } } : { value };
  };
};

export const readYesNo = oneOf(
  'answer_unknown',
  new Map([
    [true, ['oui', 'o', 'yes', 'y', '1', 'x']],
    [false, ['non', 'n', 'no', '0']],
  ]),
);

export const readSex = oneOf<'F' | 'M'>(
  'sex_unknown',
  new Map([
    ['F', ['F', 'féminin', 'femme', 'female']],
    ['M', ['M', 'masculin', 'homme', 'H', 'male']],
  ]),
);

const relationWords: Readonly<Record<Relation, readonly string[]>> = {
  policyholder: ['adhérent', 'adhérente', 'titulaire', 'policyholder'],
  spouse: ['conjoint', 'conjointe', 'époux', 'épouse', 'mari', 'femme', 'spouse'],
  child: ['enfant', 'fils', 'fille', 'child'],
  parent: ['parent', 'père', 'mère'],
  other: ['autre', 'other'],
};
export const readRelation = oneOf<Relation>(
  'relation_unknown',
  new Map(relations.map(relation => [relation, relationWords[relation]])),
);

export const readSection =
  (sections: readonly string[]): Reader<string> =>
  text =>
    sections.includes(text)
      ? { value: text }
      : { problem: 'section_unknown', facts: { known: listOf(sections) || '—' } };

/** A number of a household or receipt, as the paper bears it. */
export const readId: Reader<string> = text =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(text) && text.length <= longestId
    ? { value: text }
    : { problem: 'id_invalid', facts: { limit: longestId } };

/**
 * Letters of any script, composed; no control, no invisible or direction-changing character, nothing that a wrong
 * encoding left behind.
 */
export const readName: Reader<string> = text => {
  const value = text.normalize('NFC').replace(/\p{Zs}+/gu, ' ');
  const sound = /\p{L}/u.test(value) && !/[\p{C}\p{Zl}\p{Zp}\ufffd]/u.test(value) && [...value].length <= longestName;
  return sound ? { value } : { problem: 'name_invalid', facts: { limit: longestName } };
};

/** Digits, spaces, dots, hyphens; `+` only in front. */
export const readPhone: Reader<string> = text => {
  const value = text.replace(/[\s.()-]/g, '');
  return /^\+?\d{8,15}$/.test(value) ? { value } : { problem: 'phone_invalid' };
};

/**
 * `6000`, `6 000`, `6.000` and `6 000 F` are six thousand francs. A comma is never guessed at: `6,5` and `6,000` are
 * refused, and so is nothing at all.
 * @unit francs
 */
export const readAmount: Reader<Minor> = text => {
  const [, digits] =
    /^(\d+|\d{1,3}(?:\s\d{3})+|\d{1,3}(?:\.\d{3})+)(?:\s*(?:F|CFA|F\s?CFA|XOF)\.?)?$/i.exec(text) ?? [];
  const value = Number(digits?.replace(/[\s.]/g, '') ?? NaN);
  return Number.isSafeInteger(value) && value > 0 ? { value } : { problem: 'amount_not_whole' };
};

/** `2025-03-07`, `07/03/2025`, `7-3-2025` or `7.3.2025`: day before month, as on the forms. */
export const readDay: Reader<Day> = text => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const local = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!iso && !local) return { problem: 'date_unreadable' };
  const value = iso ? text : [local?.[4], local?.[3]?.padStart(2, '0'), local?.[1]?.padStart(2, '0')].join('-');
  return isDay(value) ? { value } : { problem: 'date_inexistent' };
};

/** A date that has come. */
export const readPastDay =
  (today: Day): Reader<Day> =>
  text => {
    const read = readDay(text);
    return 'value' in read && read.value > today ? { problem: 'date_in_future' } : read;
  };

/** Registers often have no date of birth, but a year, or how old someone was at enrolment. */
export type Birth = { readonly on: Day } | { readonly year: number } | { readonly age: number };

export const readBirth =
  (today: Day): Reader<Birth> =>
  text => {
    const [, age, year] = /^(?:(\d{1,3})\s*(?:ans?)?|((?:19|20)\d{2}))$/i.exec(text) ?? [];
    if (age !== undefined && Number(age) <= oldest_years) return { value: { age: Number(age) } };
    if (year !== undefined)
      return Number(year) <= Number(today.slice(0, 4))
        ? { value: { year: Number(year) } }
        : { problem: 'date_in_future' };
    const read = readPastDay(today)(text);
    return 'value' in read ? { value: { on: read.value } } : read;
  };

const oldest_years = 120;
