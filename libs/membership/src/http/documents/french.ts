import type { Day } from '#kernel';
import type { Relation } from '../../household/household.types.js';
import type { RegisterLine } from './register-lines.js';

export const relationInFrench: Readonly<Record<Relation, string>> = {
  policyholder: 'adhérent',
  spouse: 'conjoint',
  child: 'enfant',
  parent: 'parent',
  other: 'autre',
};

/** 31/12/2025: as it is written on paper. */
export const onPaper = (day: Day | null | undefined): string =>
  day ? `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}` : '';

/** Somebody whose key was destroyed has no name any more. */
export const nameOf = ({ identity }: Pick<RegisterLine, 'identity'>): string => identity?.name ?? '—';
