import type { AdjudicationFacts } from './adjudication.facts.js';
import type { LineInProgress } from './rules/rule.js';

/**
 * Components of a bundle that lack nothing but the others. The care took place: claims with the missing components find
 * it, or two claims of one bundle would wait for each other for ever.
 */
export const bundleWaits = (
  lines: readonly LineInProgress[],
  { keys: { acts } }: AdjudicationFacts,
): { readonly waits?: readonly string[] } => {
  const waits = lines
    .filter(({ status, reasons }) => status === 'pended' && reasons.includes('CND-003'))
    .flatMap(({ asked: { act } }) => acts[act] ?? []);
  return waits.length > 0 ? { waits: [...new Set(waits)] } : {};
};
