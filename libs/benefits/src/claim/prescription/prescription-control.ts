import type { PackageVersion } from '../../package/package.types.js';
import type { ClaimContent } from '../claim.types.js';

/** What on a prescription a second person should look at. It never refuses anything by itself. */
export type PrescriptionFlag = 'offList' | 'quantity' | 'tooMany';

export interface Flagged {
  /** 1, 2, 3, … in the claim. */
  readonly line: number;
  readonly flag: PrescriptionFlag;
}

/**
 * Holds what was dispensed against the package's list of generics, named by their international names, against the most
 * of each that a treatment takes, and against the number of medicines on one prescription; the last value is inside.
 */
export const flagsOf = (
  { lines }: Pick<ClaimContent, 'lines'>,
  governing: PackageVersion | undefined,
): readonly Flagged[] => {
  const control = governing?.prescription;
  if (!control) return [];
  const listed = new Map(control.generics.map(({ item, most }) => [item, most]));
  const dispensed = lines.flatMap(({ act, item, quantity }, at) =>
    control.acts.includes(act) ? [{ line: at + 1, item, quantity }] : [],
  );
  const flags = dispensed.flatMap(({ line, item = '', quantity }): Flagged[] => {
    if (!listed.has(item)) return [{ line, flag: 'offList' }];
    return quantity > (listed.get(item) ?? Infinity) ? [{ line, flag: 'quantity' }] : [];
  });
  const { mostMedicines = Infinity } = control;
  const beyond = dispensed.slice(mostMedicines).map(({ line }): Flagged => ({ line, flag: 'tooMany' }));
  return [...flags, ...beyond];
};

/** In words for whoever looks at it; read by nobody else. */
export const noteOf = (flags: readonly Flagged[]): string =>
  flags.map(({ line, flag }) => `${labels[flag]} (ligne ${line})`).join(' ; ');

const labels: Readonly<Record<PrescriptionFlag, string>> = {
  offList: 'hors liste des génériques / not on the list of generics',
  quantity: 'quantité au-delà du traitement / more than a treatment takes',
  tooMany: 'trop de médicaments sur une ordonnance / too many medicines on one prescription',
};
