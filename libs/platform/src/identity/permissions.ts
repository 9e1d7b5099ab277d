import { AbilityBuilder, createMongoAbility, subject, type MongoAbility } from '@casl/ability';
import { LRUCache } from 'lru-cache';
import type { SealClass } from '#kernel';
import type { OperationOptions } from '../http/operation.js';
import { roles, type CallerIdentity, type Role } from './caller.js';

/** Sealed fields a role may see opened. A provider's staff see those of their own provider only. */
const sees: Readonly<Partial<Record<Role, readonly SealClass[]>>> = {
  'scheme-manager': ['identity'],
  'scheme-clerk': ['identity'],
  'medical-reviewer': ['medical'],
  'provider-client': ['identity', 'medical'],
};

/** Names under which an operation's rules stand: about one scheme, or about the whole federation. */
const scheme = 'Scheme';
const federation = 'Federation';

/** The one table of who may do what: from the operations' `allow`, narrowed to the schemes of the caller. */
export class Permissions {
  private readonly operations: readonly OperationOptions[];
  private readonly abilities = new LRUCache<string, MongoAbility>({ max: 1000 });

  constructor(operations: Iterable<OperationOptions>) {
    this.operations = [...operations];
  }

  /** @param schemeOfPath `*` for a route that speaks of the whole federation. */
  may(caller: CallerIdentity, operation: string, schemeOfPath: string): boolean {
    const ability = this.abilityOf(caller);
    return schemeOfPath === '*'
      ? ability.can(operation, federation)
      : ability.can(operation, subject(scheme, { id: schemeOfPath }));
  }

  /** Role → operations it may ask for, by name: for documents and for the matrix of tests. */
  table(): Readonly<Record<Role, readonly string[]>> {
    const of = (role: Role) =>
      this.operations.filter(({ allow }) => allow !== 'signature' && allow.includes(role)).map(({ name }) => name);
    return Object.fromEntries(roles.map(role => [role, of(role).sort()])) as Record<Role, string[]>;
  }

  private abilityOf(caller: CallerIdentity): MongoAbility {
    const { role, schemes } = caller;
    const key = `${role} ${schemes === 'all' ? '*' : schemes.join()}`;
    const known = this.abilities.get(key);
    if (known) return known;
    const { can, build } = new AbilityBuilder(createMongoAbility);
    for (const { name, allow } of this.operations) {
      if (allow === 'signature' || !allow.includes(role)) continue;
      can(name, federation);
      if (schemes === 'all') can(name, scheme);
      else can(name, scheme, { id: { $in: [...schemes] } });
    }
    const ability = build();
    this.abilities.set(key, ability);
    return ability;
  }
}

/** Whether fields of a class are ever opened for this role. */
export const opensFor = (role: Role, sealClass: SealClass): boolean => sees[role]?.includes(sealClass) ?? false;

/**
 * Whether the caller may see sealed fields of a class opened.
 * @param provider the care provider the fields came from; a provider's staff see no other's.
 */
export const maySee = (
  { role, provider }: CallerIdentity,
  sealClass: SealClass,
  of: { provider?: string } = {},
): boolean => {
  const { can, build } = new AbilityBuilder(createMongoAbility);
  for (const seen of sees[role] ?? []) {
    if (role !== 'provider-client') can('see', seen);
    else if (provider !== undefined) can('see', seen, { provider });
  }
  return build().can('see', subject(sealClass, { provider: of.provider }));
};
