import type { Day } from '#kernel';

/** What a register may have wrong. `{value}`, `{known}` … are filled in; French first, as the clerk reads it. */
export const registerProblems = {
  file_too_large: { fr: 'Fichier trop grand : {limit} Mo au plus', en: 'File too large: at most {limit} MB' },
  file_not_text: {
    fr: 'Ce n’est pas un fichier CSV : enregistrez le classeur au format CSV',
    en: 'Not a CSV file: save the workbook as CSV',
  },
  file_empty: { fr: 'Fichier vide', en: 'Empty file' },
  too_many_rows: { fr: 'Trop de lignes : {limit} au plus par fichier', en: 'Too many rows: at most {limit} a file' },
  record_too_long: {
    fr: 'Ligne trop longue : il manque sans doute un guillemet fermant',
    en: 'Row too long: a closing quote is probably missing',
  },
  quote_not_closed: {
    fr: 'Le guillemet ouvert ici n’est jamais fermé',
    en: 'The quote opened here is never closed',
  },
  quote_misplaced: {
    fr: 'Guillemet mal placé : doublez un guillemet à l’intérieur d’une valeur',
    en: 'Misplaced quote: double a quote inside a value',
  },
  column_missing: {
    fr: 'Colonne obligatoire absente ; colonnes lues : {known}',
    en: 'Required column missing; columns read: {known}',
  },
  column_repeated: { fr: 'Colonne présente plusieurs fois', en: 'Column present more than once' },
  column_ignored: { fr: 'Colonne inconnue, ignorée', en: 'Unknown column, ignored' },
  row_ragged: {
    fr: 'La ligne a {found} cellules, l’en-tête en a {expected}',
    en: 'The row has {found} cells, the header has {expected}',
  },
  value_missing: { fr: 'Valeur obligatoire absente', en: 'Required value missing' },
  id_invalid: {
    fr: 'Numéro « {value} » non valable : lettres sans accent, chiffres, « . », « _ » ou « - », {limit} au plus',
    en: 'Invalid number “{value}”: unaccented letters, digits, “.”, “_” or “-”, at most {limit}',
  },
  section_unknown: {
    fr: 'Section « {value} » inconnue ; sections ouvertes : {known}',
    en: 'Unknown section “{value}”; open sections: {known}',
  },
  answer_unknown: {
    fr: '« {value} » n’est pas une réponse connue : {known}',
    en: '“{value}” is not a known answer: {known}',
  },
  name_invalid: {
    fr: 'Nom illisible : des lettres, sans caractère invisible, {limit} au plus',
    en: 'Unreadable name: letters, no invisible character, at most {limit}',
  },
  sex_unknown: { fr: 'Sexe « {value} » inconnu : {known}', en: 'Unknown sex “{value}”: {known}' },
  relation_unknown: { fr: 'Lien « {value} » inconnu : {known}', en: 'Unknown relation “{value}”: {known}' },
  date_unreadable: {
    fr: 'Date « {value} » illisible : écrivez JJ/MM/AAAA ou AAAA-MM-JJ',
    en: 'Unreadable date “{value}”: write DD/MM/YYYY or YYYY-MM-DD',
  },
  date_inexistent: { fr: 'La date « {value} » n’existe pas', en: 'The date “{value}” does not exist' },
  date_in_future: { fr: 'La date « {value} » est dans le futur', en: 'The date “{value}” is in the future' },
  amount_not_whole: {
    fr: 'Montant « {value} » non valable : un nombre entier de francs, par exemple 6 000',
    en: 'Invalid amount “{value}”: a whole number of francs, 6 000 for instance',
  },
  phone_invalid: {
    fr: 'Téléphone « {value} » non valable : 8 à 15 chiffres, « + » devant si l’indicatif y est',
    en: 'Invalid phone “{value}”: 8 to 15 digits, “+” first when it has the country code',
  },
  policyholder_missing: {
    fr: 'Le ménage {household} n’a pas d’adhérent',
    en: 'Household {household} has no policyholder',
  },
  policyholder_several: {
    fr: 'Le ménage {household} a déjà un adhérent, à la ligne {other}',
    en: 'Household {household} already has a policyholder, on line {other}',
  },
  policyholder_relation: {
    fr: 'L’adhérent, et lui seul, a le lien « adhérent »',
    en: 'The policyholder, and nobody else, has the relation “policyholder”',
  },
  household_too_large: {
    fr: 'Le ménage {household} a {found} personnes : {limit} au plus',
    en: 'Household {household} has {found} persons: at most {limit}',
  },
  household_differs: {
    fr: '« {value} » diffère de la ligne {other} du même ménage',
    en: '“{value}” differs from line {other} of the same household',
  },
  person_twice: {
    fr: 'Même nom et même naissance que la ligne {other} du même ménage',
    en: 'Same name and same birth as line {other} of the same household',
  },
  cover_half: {
    fr: 'Une couverture reprise a deux dates : celle-ci manque',
    en: 'Cover taken over has two dates: this one is missing',
  },
  cover_reversed: {
    fr: 'La couverture finit le {to}, avant de commencer le {from}',
    en: 'Cover ends on {to}, before it begins on {from}',
  },
  cover_before_enrolment: {
    fr: 'La couverture commence le {from}, avant l’adhésion du {enrolledOn}',
    en: 'Cover begins on {from}, before the enrolment of {enrolledOn}',
  },
  waiting_after_cover: {
    fr: 'La période d’observation part du {value}, après le début de la couverture',
    en: 'Waiting counts from {value}, after cover begins',
  },
  waiting_without_cover: {
    fr: 'Période d’observation sans dates de couverture reprise',
    en: 'Waiting period without dates of cover taken over',
  },
  receipt_incomplete: {
    fr: 'Un reçu a un numéro, un montant et une date : celui-ci manque',
    en: 'A receipt has a number, an amount and a date: this one is missing',
  },
  receipt_twice: {
    fr: 'Le reçu {value} est déjà à la ligne {other}',
    en: 'Receipt {value} is already on line {other}',
  },
  birth_estimated: {
    fr: 'Naissance estimée au {birthDate} d’après « {value} »',
    en: 'Birth estimated on {birthDate} from “{value}”',
  },
  birth_after_start: {
    fr: 'Personne née le {birthDate}, après le début de la couverture du ménage',
    en: 'Person born on {birthDate}, after the household’s cover began',
  },
  phone_not_kept: {
    fr: 'Les numéros de téléphone sont vérifiés, mais pas encore enregistrés',
    en: 'Phone numbers are checked but not yet recorded',
  },
} as const satisfies Readonly<Record<string, { readonly fr: string; readonly en: string }>>;

export type ProblemName = keyof typeof registerProblems;
type Facts = Readonly<Record<string, string | number | Day>>;

/** One thing to correct (or, as a warning, to know), where the clerk finds it in the file. */
export interface RegisterProblem {
  /** Line of the text file, 1 for the header; where a value in quotes spans lines, the first line of its row. */
  readonly line: number;
  /** As the file's header writes it; empty when the whole row or file is meant. */
  readonly column: string;
  /** `membership.register.<name>`: added to, never renamed or reused. */
  readonly code: `membership.register.${ProblemName}`;
  readonly message: { readonly fr: string; readonly en: string };
  /** What the cell holds, shortened. It may be a name: it belongs in the file given back and in no log. */
  readonly value: string;
}

/** Where in the file. */
export interface Place {
  readonly line: number;
  readonly column?: string;
  readonly value?: string;
}

export const problem = (
  name: ProblemName,
  { line, column = '', value = '' }: Place,
  facts: Facts = {},
): RegisterProblem => {
  const shown = shortened(value);
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_, key: string) => (key === 'value' ? shown : String(facts[key] ?? '')));
  const { fr, en } = registerProblems[name];
  return { line, column, code: `membership.register.${name}`, message: { fr: fill(fr), en: fill(en) }, value: shown };
};

/** What is wrong in general, without the case: `Date « … » illisible`. */
export const kindOf = ({ code }: RegisterProblem, language: 'fr' | 'en'): string => {
  const name = code.slice('membership.register.'.length) as ProblemName;
  return registerProblems[name][language].replace(/\{\w+\}/g, '…');
};

/** Known words for a message: the first ten, so that it stays readable. */
export const listOf = (known: readonly string[]): string =>
  known.length > 10 ? `${known.slice(0, 10).join(', ')} …` : known.join(', ');

const longestShown = 80;
const shortened = (value: string): string => (value.length > longestShown ? `${value.slice(0, longestShown)}…` : value);
