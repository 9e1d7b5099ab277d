import type { Finding } from './package.findings.types.js';
import { actsAskedBy, type BenefitLine, type PackageVersion } from './package.types.js';

/**
 * Rules no scheme of the federation may have, however they are written: members benefit whether or not they know their
 * serological status, and nobody is made to find out. Source: ILO code of practice on HIV/AIDS (2001), 4.2 and 4.6.
 */
export const forbiddenRules = (version: PackageVersion): readonly Finding[] => [
  ...readsStatus(version),
  ...forcesTest(version),
];

/** ICD-10 codes that tell a serological status. */
const tellsStatus = /^(B2[0-4]|Z21|R75|O98\.7|F02\.4|Z20\.6)/;

const readsStatus = ({ exclusions = [], vaccination }: PackageVersion): Finding[] => {
  const excluded = exclusions.map((code, at) => [code, `/exclusions/${at}`] as const);
  const prevented = (vaccination?.diseases ?? []).map(
    ({ diagnosis }, at) => [diagnosis, `/vaccination/diseases/${at}/diagnosis`] as const,
  );
  return [...excluded, ...prevented]
    .filter(([code]) => tellsStatus.test(code))
    .map(([, pointer]) => ({
      pointer,
      code: 'benefits.package.reads_hiv_status',
      problem: {
        fr: 'cette règle lit le statut sérologique',
        en: 'this rule reads a serological status',
      },
      remedy: {
        fr: 'retirez ce code ; couvrez ou limitez par acte, pour tous les bénéficiaires',
        en: 'take this code out; cover or limit by act, for every beneficiary',
      },
    }));
};

/** A sensitive act may open only what belongs to it: another line that asks for it would force a test. */
const forcesTest = ({ lines }: PackageVersion): Finding[] => {
  const tests = new Set(lines.filter(({ sensitive }) => sensitive).flatMap(testActs));
  return lines.flatMap((line, at) =>
    line.sensitive
      ? []
      : (line.conditions ?? []).flatMap((condition, index) =>
          actsAskedBy(condition).some(act => tests.has(act)) ? [forced(`/lines/${at}/conditions/${index}`)] : [],
        ),
  );
};

const testActs = ({ act, conditions = [] }: BenefitLine): string[] => [act, ...conditions.flatMap(actsAskedBy)];

const forced = (pointer: string): Finding => ({
  pointer,
  code: 'benefits.package.forces_test',
  problem: {
    fr: 'cette condition oblige à un acte sensible (un dépistage)',
    en: 'this condition forces a sensitive act (a test)',
  },
  remedy: {
    fr: 'retirez la condition ; pour recommander l’acte sans l’imposer, écrivez `advice`',
    en: 'take the condition out; to recommend the act without forcing it, write `advice`',
  },
});
