import type { DomainEvent } from '#kernel';
import type { CoverRules } from './product.state.js';

/** A version of a product's cover rules was published; it never changes again. */
export type CoverRulesPublished = DomainEvent<
  'membership.CoverRulesPublished',
  1,
  { scheme: string; product: string; rules: CoverRules; decision?: string }
>;
