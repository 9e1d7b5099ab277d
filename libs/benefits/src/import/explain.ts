import { packageSchema } from '../http/package-schema.js';
import type { DocumentError } from '../http/package-document.js';
import type { Finding, Words } from '../package/package.findings.types.js';

/** Fields people write to make women, or men, pay another price, or to ask what nobody may ask. */
const bySex = /sex|gender|genre|femme|homme|women|men\b/i;
const byStatus = /hiv|vih|sida|aids|sero|séro|status/i;

/** A schema's complaint in words: what is wrong, and what to write instead. */
export const explain = ({ pointer, unknown, message }: DocumentError): Finding => {
  if (!unknown)
    return { pointer, code: 'benefits.package.field_invalid', problem: wrong(message), remedy: hint(pointer) };
  const field = pointer.slice(pointer.lastIndexOf('/') + 1);
  if (byStatus.test(field)) return forbidden(pointer, 'reads_hiv_status', status);
  if (bySex.test(field)) return forbidden(pointer, 'prices_by_sex', sex);
  const near = nearest(field);
  return {
    pointer,
    code: 'benefits.package.field_unknown',
    problem: { fr: `champ inconnu : ${field}`, en: `unknown field: ${field}` },
    remedy: near
      ? { fr: `vouliez-vous dire ${near} ?`, en: `did you mean ${near}?` }
      : { fr: 'retirez-le', en: 'take it out' },
  };
};

const status: readonly [Words, Words] = [
  { fr: 'aucune règle ne lit le statut sérologique', en: 'no rule reads a serological status' },
  { fr: 'retirez ce champ ; couvrez par acte, pour tous', en: 'take this field out; cover by act, for everybody' },
];
const sex: readonly [Words, Words] = [
  { fr: 'le prix ne dépend pas du sexe', en: 'a price does not depend on sex' },
  {
    fr: 'retirez ce champ ; `who.sex` réserve un acte (un accouchement), jamais un taux',
    en: 'take this field out; `who.sex` reserves an act (a delivery), never a rate',
  },
];

const forbidden = (pointer: string, code: string, [problem, remedy]: readonly [Words, Words]): Finding => ({
  pointer,
  code: `benefits.package.${code}`,
  problem,
  remedy,
});

const wrong = (message: string): Words => ({ fr: `valeur non permise (${message})`, en: message });

const hints: readonly (readonly [RegExp, Words])[] = [
  [/_bps$|_bps\//, { fr: 'un taux en points de base : 80 % s’écrit 8000', en: 'a rate in basis points: 80% is 8000' }],
  [/effectiveFrom$/, { fr: 'un jour AAAA-MM-JJ', en: 'a day, YYYY-MM-DD' }],
  [/currency$/, { fr: 'un code ISO 4217 : XOF, UGX, RWF, BIF …', en: 'an ISO 4217 code: XOF, UGX, RWF, BIF …' }],
  [/diagnosis$|exclusions/, { fr: 'un code CIM-10 : B05, A33.9', en: 'an ICD-10 code: B05, A33.9' }],
  [/conditions/, { fr: '`kind` est antenatal, priorActs ou bundle', en: '`kind` is antenatal, priorActs or bundle' }],
  [
    /ceilings|amount|Copay|deductible/,
    { fr: 'un montant entier, en unités mineures de la monnaie', en: 'a whole amount, in minor units of the currency' },
  ],
  [/\/lines\/\d+\/act$/, { fr: 'nommez `act`, ou plusieurs sous `acts`', en: 'name `act`, or several under `acts`' }],
];

const hint = (pointer: string): Words =>
  hints.find(([at]) => at.test(pointer))?.[1] ?? {
    fr: 'voyez libs/benefits/packages/essentiel.yaml',
    en: 'see libs/benefits/packages/essentiel.yaml',
  };

/** Every field a package may have, wherever it stands. */
const knownFields = [...JSON.stringify(packageSchema).matchAll(/"(\w+)":\{/g)].map(([, name = '']) => name);

const nearest = (field: string): string | undefined => {
  const scored = knownFields
    .map(name => ({ name, away: distance(field.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1));
  const best = scored[0];
  return best && best.away <= Math.max(2, Math.floor(field.length / 3)) ? best.name : undefined;
};

/** Letters to change, add or take out (Levenshtein). */
const distance = (left: string, right: string): number => {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[right.length] ?? 0;
};
