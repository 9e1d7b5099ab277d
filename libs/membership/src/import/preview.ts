import { kindOf, type RegisterProblem } from './register.problems.js';
import type { Register, RegisterOperation } from './register.types.js';

/** What an import would do, before it does anything: to be read by the person who then says yes. Names nobody. */
export const preview = (register: Register): { readonly fr: string; readonly en: string } => {
  const { households, source, leftOut, errors, warnings } = register;
  const asked = households.flatMap(({ operations }) => operations);
  const persons = sumOf(asked, each => (each.operation === 'EnrolHousehold' ? each.input.persons.length : 0));
  const covers = sumOf(asked, each => (each.operation === 'TakeOverCover' ? 1 : 0));
  const receipts = sumOf(asked, each => (each.operation === 'RecordReceipt' ? 1 : 0));
  const joining = sumOf(asked, each => (each.operation === 'JoinGroup' ? 1 : 0));
  const francs = sumOf(asked, each => (each.operation === 'RecordReceipt' ? each.input.amount : 0));
  const bySection = countBy(households.map(({ section }) => section));
  const [fr, en] = [new Intl.NumberFormat('fr-FR'), new Intl.NumberFormat('en-GB')];
  const sections = [...bySection].map(([section, count]) => `${section} ${count}`).join(', ');
  return {
    fr: [
      `${fr.format(source.rows.length)} lignes lues (${source.encoding}, séparateur « ${shown(source.delimiter)} »)`,
      `À enregistrer : ${fr.format(households.length)} ménages, ${fr.format(persons)} personnes`,
      ...(sections ? [`  par section : ${sections}`] : []),
      ...(joining ? [`  avec leur groupe : ${fr.format(joining)} ménages`] : []),
      `  couvertures reprises : ${fr.format(covers)}`,
      `  reçus : ${fr.format(receipts)}, pour ${fr.format(francs)} francs`,
      `Laissés de côté : ${fr.format(leftOut.length)} ménages`,
      ...byKind('Erreurs', 'ligne', errors, 'fr'),
      ...byKind('Avertissements', 'ligne', warnings, 'fr'),
    ].join('\n'),
    en: [
      `${en.format(source.rows.length)} rows read (${source.encoding}, separator “${shown(source.delimiter)}”)`,
      `To record: ${en.format(households.length)} households, ${en.format(persons)} persons`,
      ...(sections ? [`  by section: ${sections}`] : []),
      ...(joining ? [`  with their group: ${en.format(joining)} households`] : []),
      `  covers taken over: ${en.format(covers)}`,
      `  receipts: ${en.format(receipts)}, for ${en.format(francs)} francs`,
      `Left out: ${en.format(leftOut.length)} households`,
      ...byKind('Errors', 'line', errors, 'en'),
      ...byKind('Warnings', 'line', warnings, 'en'),
    ].join('\n'),
  };
};

const shown = (delimiter: string): string => (delimiter === '\t' ? 'tab' : delimiter);

const sumOf = (asked: readonly RegisterOperation[], of: (each: RegisterOperation) => number): number =>
  asked.reduce((sum, each) => sum + of(each), 0);

const countBy = (keys: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** How often each kind occurs, with the lines to begin with. The value in question stays in the error file. */
const byKind = (title: string, line: string, problems: readonly RegisterProblem[], language: 'fr' | 'en'): string[] => {
  if (problems.length === 0) return [];
  const colon = language === 'fr' ? ' :' : ':';
  const kinds = new Map<string, RegisterProblem[]>();
  for (const each of problems) {
    const known = kinds.get(each.code);
    if (known) known.push(each);
    else kinds.set(each.code, [each]);
  }
  return [
    `${title}${colon} ${problems.length}`,
    ...[...kinds.values()].map(found => {
      const lines = found.slice(0, 5).map(each => each.line);
      const more = found.length > lines.length ? ' …' : '';
      const kind = found[0] ? kindOf(found[0], language) : '';
      return `  ${found.length} × ${kind} (${line} ${lines.join(', ')}${more})`;
    }),
  ];
};
