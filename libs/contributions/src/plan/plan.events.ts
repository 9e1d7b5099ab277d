import type { DomainEvent } from '#kernel';
import type { Plan } from './plan.state.js';

/** A version of a product's contribution plan was published; it never changes again. */
export type PlanPublished = DomainEvent<
  'contributions.PlanPublished',
  1,
  { readonly scheme: string; readonly product: string; readonly plan: Plan }
>;
