import { forbiddenRules } from './forbidden-rules.js';
import type { Finding, Words } from './package.findings.types.js';
import type { BenefitLine, PackageVersion } from './package.types.js';

/** What no schema sees: rules that contradict each other, name what is not there, or that nobody may have. */
export const findingsIn = (version: PackageVersion, steps: readonly string[]): readonly Finding[] => [
  ...forbiddenRules(version),
  ...actsTwice(version),
  ...version.lines.flatMap(lineFindings),
  ...unusedCategories(version),
  ...unknownDoses(version),
  ...unknownSteps(version, steps),
];

const found = (pointer: string, code: string, problem: Words, remedy: Words): Finding => ({
  pointer,
  code: `benefits.package.${code}`,
  problem,
  remedy,
});

const actsTwice = ({ lines }: PackageVersion): Finding[] => {
  const seen = new Set<string>();
  return lines.flatMap(({ act }, at) => {
    if (seen.size !== seen.add(act).size) return [];
    return [
      found(
        `/lines/${at}`,
        'act_twice',
        { fr: `l’acte ${act} a deux lignes`, en: `act ${act} has two lines` },
        {
          fr: 'gardez-en une ; `terms` dit ce qui change par niveau',
          en: 'keep one; `terms` says what differs by level',
        },
      ),
    ];
  });
};

const lineFindings = ({ prevention, flatCopay, rate_bps, who }: BenefitLine, at: number): Finding[] => {
  const pointer = `/lines/${at}`;
  const findings: Finding[] = [];
  if (prevention && (flatCopay !== undefined || rate_bps !== 10_000)) {
    findings.push(
      found(
        flatCopay === undefined ? `${pointer}/rate_bps` : `${pointer}/flatCopay`,
        'prevention_costs',
        { fr: 'la prévention ne coûte rien au membre', en: 'prevention costs the member nothing' },
        {
          fr: 'écrivez rate_bps: 10000 sans flatCopay, ou retirez prevention',
          en: 'write rate_bps: 10000 without flatCopay, or take prevention out',
        },
      ),
    );
  }
  if (who?.fromMonths !== undefined && who.belowMonths !== undefined && who.fromMonths >= who.belowMonths) {
    findings.push(
      found(
        `${pointer}/who`,
        'for_nobody',
        { fr: 'aucun âge ne convient', en: 'no age fits' },
        { fr: '`fromMonths` doit être inférieur à `belowMonths`', en: '`fromMonths` must be less than `belowMonths`' },
      ),
    );
  }
  return findings;
};

const unusedCategories = ({ ceilings, lines }: PackageVersion): Finding[] =>
  Object.keys(ceilings.categories)
    .filter(category => !lines.some(line => line.category === category))
    .map(category =>
      found(
        `/ceilings/categories/${category}`,
        'category_unused',
        { fr: `aucune ligne n’est de la catégorie ${category}`, en: `no line is of category ${category}` },
        {
          fr: 'écrivez `category` sur une ligne, ou retirez ce plafond',
          en: 'write `category` on a line, or take this ceiling out',
        },
      ),
    );

const unknownDoses = ({ vaccination }: PackageVersion): Finding[] =>
  (vaccination?.diseases ?? []).flatMap(({ doses }, at) =>
    doses
      .filter(dose => !vaccination?.doses.some(known => known.dose === dose))
      .map(dose =>
        found(
          `/vaccination/diseases/${at}/doses`,
          'dose_unknown',
          { fr: `la dose ${dose} n’est pas au calendrier`, en: `dose ${dose} is not in the calendar` },
          {
            fr: 'ajoutez-la à `vaccination.doses` avec `dueMonths`',
            en: 'add it to `vaccination.doses` with `dueMonths`',
          },
        ),
      ),
  );

const unknownSteps = ({ articles }: PackageVersion, steps: readonly string[]): Finding[] =>
  Object.keys(articles)
    .filter(step => !steps.includes(step))
    .map(step =>
      found(
        `/articles/${step}`,
        'step_unknown',
        { fr: `${step} n’est pas une étape du calcul`, en: `${step} is no step of the calculation` },
        { fr: `les étapes : ${steps.join(', ')}`, en: `the steps: ${steps.join(', ')}` },
      ),
    );
