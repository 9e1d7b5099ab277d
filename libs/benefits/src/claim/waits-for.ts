/** What a pended claim waits for, in words that name no act; each is released by the event that brings it. */
export type WaitsFor = 'renewal' | 'documents' | 'evidence' | 'letter' | 'referral' | 'fund';

const releasedBy: Readonly<Record<string, WaitsFor>> = {
  'ELG-005': 'renewal',
  'CLM-004': 'documents',
  'CND-003': 'evidence',
  'PRV-004': 'referral',
  'PRV-005': 'letter',
  'PRV-006': 'letter',
  'SUB-001': 'fund',
};

export const waitedFor = (reasons: readonly string[]): readonly WaitsFor[] => [
  ...new Set(reasons.flatMap(code => releasedBy[code] ?? [])),
];
