import { everyScheme, type Scope } from '#eventstore';

/** Who may be asking. What each may do is said by the operations (`allow`) and by permissions.ts. */
export const roles = [
  'federation-admin',
  'federation-finance',
  'scheme-manager',
  'scheme-clerk',
  'medical-reviewer',
  'provider-client',
  'auditor',
  'funder-viewer',
  'privacy-officer',
  'system',
] as const;
export type Role = (typeof roles)[number];

export const isRole = (name: unknown): name is Role => (roles as readonly unknown[]).includes(name);

/** Who is asking, as the token says. */
export interface CallerIdentity {
  /** Pseudonymous subject (`sub`). */
  readonly id: string;
  readonly role: Role;
  readonly schemes: Scope['schemes'];
  /** The care provider whose claims this caller may submit and read. */
  readonly provider?: string;
  readonly funder?: string;
}

export const scopeOf = ({ schemes }: CallerIdentity): Scope => (schemes === 'all' ? everyScheme : { schemes });

export const belongsTo = ({ schemes }: CallerIdentity, scheme: string): boolean =>
  schemes === 'all' || schemes.includes(scheme);
