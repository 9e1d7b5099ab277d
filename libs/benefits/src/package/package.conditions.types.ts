/** Enough antenatal sessions on distinct days, strictly before the care and at most `windowDays` earlier. */
export interface AntenatalCondition {
  readonly kind: 'antenatal';
  readonly act: string;
  readonly minimum: number;
  readonly windowDays: number;
}

/** Enough earlier acts of any of these kinds, strictly before the care; counted by distinct days. */
export interface PriorActsCondition {
  readonly kind: 'priorActs';
  readonly acts: readonly string[];
  readonly minimum: number;
  readonly windowDays: number;
}

/**
 * Paid whole or not yet: each component is on the claim itself, or was claimed or attested at most `windowDays` before
 * the care or after it. What a component found is nowhere.
 */
export interface BundleCondition {
  readonly kind: 'bundle';
  readonly components: readonly string[];
  readonly windowDays: number;
}

/** What must be true for a line to be paid. Told apart by `kind`; more kinds will come. */
export type Condition = AntenatalCondition | PriorActsCondition | BundleCondition;

/** The acts whose evidence a condition asks for. */
export const actsAskedBy = (condition: Condition): readonly string[] => {
  switch (condition.kind) {
    case 'antenatal':
      return [condition.act];
    case 'priorActs':
      return condition.acts;
    case 'bundle':
      return condition.components;
  }
};
