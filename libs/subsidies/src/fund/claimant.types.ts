/** Who may ask a fund besides a household: school savings, and awards that a committee decided. */
export type ClaimantKind = 'education' | 'award';

/** The name under which it asks: no household can have it. */
export const claimantOf = (kind: ClaimantKind, id: string): string => `${kind}/${id}`;

/** The id of such a claimant by its name; undefined for a household, or for one of another kind. */
export const idOfClaimant = (kind: ClaimantKind, name: string): string | undefined =>
  name.startsWith(`${kind}/`) ? name.slice(kind.length + 1) : undefined;

export const isHousehold = (name: string): boolean => !name.includes('/');
