import { Ajv } from 'ajv';
import { isDay } from '#kernel';
import type { BenefitLine, PackageVersion, VaccinationCalendar } from '../package/package.types.js';
import { packageSchema } from './package-schema.js';

export { packageSchema };

const ajv = new Ajv({ allErrors: true, discriminator: true, strict: true, strictTypes: false, ownProperties: true });
ajv.addFormat('day', { type: 'string', validate: isDay });
const validate = ajv.compile<PackageDocument>(packageSchema);

/** A line names one act, or several that share every rule of it. */
type DocumentLine = Omit<BenefitLine, 'act' | 'category' | 'waiting'> &
  Partial<Pick<BenefitLine, 'act' | 'category' | 'waiting'>> & { readonly acts?: readonly string[] };
type DocumentCalendar = Omit<VaccinationCalendar, 'belowMonths'> & { readonly belowMonths?: number };
type WithDefault = 'ceilingBasis' | 'deductible' | 'articles';

/** The document as people write it: what they leave out has a default. */
export type PackageDocument = Omit<
  PackageVersion,
  WithDefault | 'version' | 'waitingMonths' | 'ceilings' | 'lines' | 'vaccination'
> &
  Partial<Pick<PackageVersion, WithDefault>> & {
    readonly version: number | string;
    readonly waitingMonths?: Partial<PackageVersion['waitingMonths']>;
    readonly ceilings?: Partial<PackageVersion['ceilings']>;
    readonly vaccination?: DocumentCalendar;
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
    lines: lines.flatMap(linesOf),
    ...optionalParts(document),
  };
};

/** What a package need not say; left out it is not there, so that documents of before are the same text. */
const optionalParts = ({ vaccination, ...document }: PackageDocument): Partial<PackageVersion> => {
  const calendar = vaccination && { ...vaccination, belowMonths: vaccination.belowMonths ?? adultAge_months };
  const others = Object.entries(document).filter(([name]) => !always.has(name));
  return sorted({ ...Object.fromEntries(others), ...(calendar ? { vaccination: calendar } : {}) });
};

/** Fields every version has, said or not. */
const always: ReadonlySet<string> = new Set([
  'product',
  'version',
  'effectiveFrom',
  'currency',
  'tariff',
  'ceilingBasis',
  'waitingMonths',
  'deductible',
  'ceilings',
  'filingDays',
  'articles',
  'lines',
]);

const adultAge_months = 18 * 12;

/**
 * Unless said an act is a category of its own, and waits as prevention does, or as care in general. A line for several
 * acts is a line for each.
 * @throws NotAPackage when it names none, or both ways
 */
const linesOf = ({ act, acts, category, waiting, rate_bps, ...rest }: DocumentLine, index: number): BenefitLine[] => {
  if ((act === undefined) === (acts === undefined)) {
    throw new NotAPackage([{ pointer: `/lines/${index}/act`, unknown: false, message: 'must name act or acts' }]);
  }
  return (acts ?? [act ?? '']).map(each => ({
    act: each,
    category: category ?? each,
    waiting: waiting ?? (rest.prevention ? 'prevention' : 'general'),
    rate_bps,
    ...sorted(rest),
  }));
};

/** A document counts by what it says, not by the order it is written in. */
const sorted = <T extends object>(fields: T): T =>
  Object.fromEntries(
    Object.entries(fields)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, isPlain(value) ? sorted(value) : value]),
  ) as T;

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
