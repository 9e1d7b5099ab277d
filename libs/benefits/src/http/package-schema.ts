import { currencies } from '#kernel';
import { roundings, sectors, waitingClasses } from '../package/package.types.js';

const id = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' };
const amount = { type: 'integer', minimum: 0, maximum: 1_000_000_000_000 };
const count = { type: 'integer', minimum: 0, maximum: 10_000 };
const rate = { type: 'integer', minimum: 0, maximum: 10_000 };
const flag = { type: 'boolean' };
const fields = (properties: object, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const all = (names: readonly string[], of: object) => Object.fromEntries(names.map(name => [name, of]));
const list = (items: object, maxItems = 50) => ({ type: 'array', items, minItems: 1, maxItems });
const icd10 = { type: 'string', pattern: '^[A-Z][0-9]{2}(\\.[0-9A-Z]{1,4})?$' };

/** Told apart by `kind`: one schema each, so that a mistake is named where it is. */
const condition = {
  type: 'object',
  properties: { kind: { type: 'string' } },
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: [
    fields({ kind: { const: 'antenatal' }, act: id, minimum: count, windowDays: count }, [
      'kind',
      'act',
      'minimum',
      'windowDays',
    ]),
    fields({ kind: { const: 'priorActs' }, acts: list(id), minimum: count, windowDays: count }, [
      'kind',
      'acts',
      'minimum',
      'windowDays',
    ]),
    fields({ kind: { const: 'bundle' }, components: list(id), windowDays: count }, [
      'kind',
      'components',
      'windowDays',
    ]),
  ],
};

const terms = fields(
  {
    levels: list(id, 20),
    sectors: list({ enum: sectors }, 3),
    rate_bps: rate,
    flatCopay: amount,
    amountPerStay: amount,
  },
  [],
);

/** What members read: a line of their paper each. */
const names = {
  type: 'object',
  propertyNames: id,
  additionalProperties: { type: 'string', minLength: 1, maxLength: 60 },
  minProperties: 1,
  maxProperties: 1000,
};

const months = { ...count, maximum: 1440 };

const who = fields({ sex: { enum: ['F', 'M'] }, fromMonths: months, belowMonths: months, relations: list(id, 10) }, []);

const lumpSum = fields(
  {
    benefit: id,
    withinDays: count,
    amounts: list(fields({ fromMonths: months, belowMonths: months, amount }, ['amount']), 10),
  },
  ['benefit', 'withinDays', 'amounts'],
);

const line = fields(
  {
    act: id,
    acts: list(id, 500),
    category: id,
    waiting: { enum: waitingClasses },
    rate_bps: rate,
    rateBySector_bps: fields(all(sectors, rate), []),
    flatCopay: amount,
    terms: list(terms),
    limits: fields(
      { number: count, everyDays: count, quantity: count, amountPerAct: amount, amountPerStay: amount },
      [],
    ),
    who,
    prevention: flag,
    referencePrice: flag,
    sensitive: flag,
    levels: list(id, 20),
    referral: fields({ levels: list(id, 20), act: id, windowDays: count }, ['levels', 'act', 'windowDays']),
    letter: flag,
    diagnosis: flag,
    conditions: { type: 'array', items: condition, maxItems: 10 },
  },
  ['rate_bps'],
);

const vaccination = fields(
  {
    toleranceDays: count,
    belowMonths: months,
    doses: list(fields({ dose: id, dueMonths: months }, ['dose', 'dueMonths'])),
    diseases: list(fields({ diagnosis: icd10, doses: list(id) }, ['diagnosis', 'doses']), 200),
  },
  ['toleranceDays', 'doses', 'diseases'],
);

const prescription = fields(
  {
    acts: list(id, 50),
    generics: list(fields({ item: id, most: { ...count, minimum: 1 } }, ['item']), 5000),
    mostMedicines: { ...count, minimum: 1 },
  },
  ['acts', 'generics'],
);

/** A benefit package as it is published: JSON Schema of the document, for people who write one and for the edge. */
export const packageSchema = {
  $id: 'https://entraide.example/schemas/benefit-package.v1.json',
  title: 'Paquet de garanties / Benefit package',
  ...fields(
    {
      product: id,
      // A number, or the same number written as text.
      version: { type: ['integer', 'string'], minimum: 1, maximum: 100_000, pattern: '^[1-9][0-9]{0,4}$' },
      effectiveFrom: { type: 'string', format: 'day' },
      currency: { enum: currencies },
      tariff: id,
      ceilingBasis: { enum: ['afterCopay', 'beforeCopay'] },
      rounding: { enum: roundings },
      waitingMonths: fields(all(waitingClasses, { ...count, maximum: 120 }), []),
      deductible: amount,
      ceilings: fields(
        {
          person: { ...amount, nullable: true },
          household: { ...amount, nullable: true },
          categories: { type: 'object', propertyNames: id, additionalProperties: amount, maxProperties: 200 },
        },
        [],
      ),
      episodes: fields({ maximum: count, days: count }, ['maximum', 'days']),
      exclusions: list(icd10, 500),
      vaccination,
      advice: list(fields({ on: id, propose: id, withinDays: count }, ['on', 'propose', 'withinDays'])),
      filingDays: { ...count, maximum: 3650 },
      lumpSums: list(lumpSum),
      inKind: list(fields({ item: id, perPerson: count, perHousehold: count, who }, ['item'])),
      exceptions: fields({ yearly: amount }, ['yearly']),
      pendedDays: { ...count, maximum: 3650 },
      appealDays: { ...count, maximum: 3650 },
      resubmissionDays: { ...count, maximum: 3650 },
      names,
      prescription,
      articles: { type: 'object', additionalProperties: { type: 'string', maxLength: 200 }, maxProperties: 50 },
      lineage: fields(
        { template: id, version: count, overrides: { ...list({ type: 'string', maxLength: 200 }, 500), minItems: 0 } },
        ['template', 'version', 'overrides'],
      ),
      lines: { type: 'array', items: line, minItems: 1, maxItems: 2000 },
    },
    ['product', 'version', 'effectiveFrom', 'currency', 'tariff', 'filingDays', 'lines'],
  ),
};
