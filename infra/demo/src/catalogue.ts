import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

type Document = Readonly<Record<string, unknown>>;

/** The documents the demo's schemes publish: their benefit packages, by product, and the public tariff. */
export interface Catalogue {
  readonly packages: Readonly<Record<string, Document & { readonly product: string }>>;
  readonly tariff: Document & { readonly tariff: string };
}

const packagesFolder = join('libs', 'benefits', 'packages');

/** Reads them from libs/benefits/packages, from wherever this file was compiled to. @throws Error when they are not there */
export const readCatalogue = (): Catalogue => {
  const folder = found(dirname(fileURLToPath(import.meta.url)));
  // The core schema leaves a day the text it is.
  const read = (file: string) => parse(readFileSync(join(folder, file), 'utf8'), { schema: 'core' }) as unknown;
  const packages = ['essentiel.yaml', 'hospitalisation.yaml'].map(
    file => read(file) as Document & { readonly product: string },
  );
  return {
    packages: Object.fromEntries(packages.map(document => [document.product, document])),
    tariff: read('tarif-public.yaml') as Catalogue['tariff'],
  };
};

const found = (from: string): string => {
  const folder = join(from, packagesFolder);
  if (existsSync(folder)) return folder;
  if (dirname(from) === from) throw new Error(`${packagesFolder} is nowhere above this program`);
  return found(dirname(from));
};
