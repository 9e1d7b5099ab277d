import { Ajv } from 'ajv';
import { currencies, isDay } from '#kernel';
import { type BenefitLine, type PackageVersion, sectors, waitingClasses } from '../package/package.types.js';

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

const antenatal = fields({ kind: { enum: ['antenatal'] }, act: id, minimum: count, windowDays: count }, [
  'kind',
  'act',
  'minimum',
  'windowDays',
]);

const line = fields(
  {
    act: id,
    category: id,
    waiting: { enum: waitingClasses },
    rate_bps: rate,
    rateBySector_bps: fields(all(sectors, rate), []),
    flatCopay: amount,
    limits: fields({ number: count, amountPerAct: amount, amountPerStay: amount }, []),
    prevention: flag,
    referencePrice: flag,
    sensitive: flag,
    levels: { type: 'array', items: id, minItems: 1, maxItems: 20 },
    conditions: { type: 'array', items: antenatal, maxItems: 10 },
  },
  ['act', 'rate_bps'],
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
      filingDays: { ...count, maximum: 3650 },
      articles: { type: 'object', additionalProperties: { type: 'string', maxLength: 200 }, maxProperties: 50 },
      lines: { type: 'array', items: line, minItems: 1, maxItems: 2000 },
    },
    ['product', 'version', 'effectiveFrom', 'currency', 'tariff', 'filingDays', 'lines'],
  ),
};

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, ownProperties: true });
ajv.addFormat('day', { type: 'string', validate: isDay });
const validate = ajv.compile<PackageDocument>(packageSchema);

type DocumentLine = Omit<BenefitLine, 'category' | 'waiting'> & Partial<Pick<BenefitLine, 'category' | 'waiting'>>;
type WithDefault = 'ceilingBasis' | 'deductible' | 'articles';

/** The document as people write it: what they leave out has a default. */
export type PackageDocument = Omit<PackageVersion, WithDefault | 'version' | 'waitingMonths' | 'ceilings' | 'lines'> &
  Partial<Pick<PackageVersion, WithDefault>> & {
    readonly version: number | string;
    readonly waitingMonths?: Partial<PackageVersion['waitingMonths']>;
    readonly ceilings?: Partial<PackageVersion['ceilings']>;
    readonly lines: readonly DocumentLine[];
  };

export interface DocumentError {
  /** JSON pointer to what is wrong. */
  readonly pointer: string;
  /** A field the schema does not know. */
  readonly unknown: boolean;
  readonly message: string;
}

/** The document is no benefit package: every reason at once. */
export class NotAPackage extends Error {
  constructor(readonly errors: readonly DocumentError[]) {
    super(errors.map(({ pointer, message }) => `${pointer || '/'} ${message}`).join('; '));
  }
}

/** Reads a document as a package version, in one order of fields, so that the same content is the same text. @throws NotAPackage */
export const packageOf = (document: unknown): PackageVersion => {
  if (!validate(document)) {
    throw new NotAPackage(
      (validate.errors ?? []).map(({ instancePath, keyword, params, message = '' }) => {
        const unknown = keyword === 'additionalProperties';
        const { additionalProperty } = params as { additionalProperty?: string };
        return { pointer: unknown ? `${instancePath}/${additionalProperty}` : instancePath, unknown, message };
      }),
    );
  }
  const { product, version, effectiveFrom, currency, tariff, waitingMonths, ceilings, filingDays, lines } = document;
  return {
    product,
    version: Number(version),
    effectiveFrom,
    currency,
    tariff,
    ceilingBasis: document.ceilingBasis ?? 'afterCopay',
    waitingMonths: {
      general: waitingMonths?.general ?? 0,
      delivery: waitingMonths?.delivery ?? 0,
      prevention: waitingMonths?.prevention ?? 0,
      accident: waitingMonths?.accident ?? 0,
    },
    deductible: document.deductible ?? 0,
    ceilings: {
      person: ceilings?.person ?? null,
      household: ceilings?.household ?? null,
      categories: sorted(ceilings?.categories ?? {}),
    },
    filingDays,
    articles: sorted(document.articles ?? {}),
    lines: lines.map(lineOf),
  };
};

/** Unless said an act is a category of its own, and waits as prevention does, or as care in general. */
const lineOf = ({ act, category, waiting, rate_bps, ...rest }: DocumentLine): BenefitLine => ({
  act,
  category: category ?? act,
  waiting: waiting ?? (rest.prevention ? 'prevention' : 'general'),
  rate_bps,
  ...sorted(rest),
});

/** A document counts by what it says, not by the order it is written in. */
const sorted = <T extends object>(fields: T): T =>
  Object.fromEntries(
    Object.entries(fields)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, isPlain(value) ? sorted(value) : value]),
  ) as T;

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
