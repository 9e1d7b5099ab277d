import { contractsOf, day, id, record } from '#messaging';
import type { AuditContracts } from './index.js';

type Data<Type extends keyof AuditContracts> = AuditContracts[Type];

/** What audit promises, for machines. A field that others rely on is never removed nor retyped: a new version is. */
export const auditContracts = contractsOf<AuditContracts>('audit', {
  'audit.person-to-forget.v1': {
    fr: 'Une personne est à oublier : chaque contexte détruit ses clés, et le dit, au plus tard à ce jour.',
    en: 'A person is to be forgotten: each context destroys its keys, and says so, by that day.',
    data: record<Data<'audit.person-to-forget.v1'>>({ person: id, on: day, dueOn: day }),
  },
});
