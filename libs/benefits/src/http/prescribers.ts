import type { PrescriptionRow } from '../projections/prescription.entity.js';

/** How often the control had a prescriber's prescriptions looked at, and what was found. */
export interface PrescriberControl {
  readonly prescriber: string;
  readonly prescriptions: number;
  readonly flagged: number;
  /** @unit basis points of the prescriptions, rounded half up */
  readonly flagged_bps: number;
  /** Of those flagged: looked at, and found wrong. */
  readonly reviewed: number;
  readonly changed: number;
}

type Prescription = Pick<PrescriptionRow, 'prescriber' | 'flagged' | 'outcome'>;

/** Prescriber by prescriber, those flagged most often first; whom nobody flagged is there too, to compare with. */
export const controlsOf = (prescriptions: readonly Prescription[]): readonly PrescriberControl[] => {
  const byPrescriber = new Map<string, Prescription[]>();
  for (const each of prescriptions)
    byPrescriber.set(each.prescriber, [...(byPrescriber.get(each.prescriber) ?? []), each]);
  return [...byPrescriber]
    .map(([prescriber, own]) => controlOf(prescriber, own))
    .sort((a, b) => b.flagged_bps - a.flagged_bps || b.flagged - a.flagged || (a.prescriber < b.prescriber ? -1 : 1));
};

const controlOf = (prescriber: string, own: readonly Prescription[]): PrescriberControl => {
  const flagged = own.filter(each => each.flagged);
  return {
    prescriber,
    prescriptions: own.length,
    flagged: flagged.length,
    flagged_bps: Math.floor((2 * 10_000 * flagged.length + own.length) / (2 * own.length)),
    reviewed: flagged.filter(({ outcome }) => outcome !== null).length,
    changed: flagged.filter(({ outcome }) => outcome === 'changed').length,
  };
};
