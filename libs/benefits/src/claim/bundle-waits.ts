import type { AdjudicationFacts } from './adjudication.facts.js';
import type { LineInProgress } from './rules/rule.js';

/**
 * Components of a bundle on a claim that waits, for the others or for anything else. The care took place: claims with the
 * missing components find it, or two claims of one bundle would wait for each other for ever. It stays found when the
 * others come, whatever the line still waits for: otherwise the two would be decided by turns, without end.
 */
export const bundleWaits = (
  lines: readonly LineInProgress[],
  { keys: { acts } }: AdjudicationFacts,
): { readonly waits?: readonly string[] } => {
  if (!lines.some(({ status }) => status === 'pended')) return {};
  const waits = lines.filter(isOfBundle).flatMap(({ asked: { act } }) => acts[act] ?? []);
  return waits.length > 0 ? { waits: [...new Set(waits)] } : {};
};

const isOfBundle = ({ status, benefit }: LineInProgress): boolean =>
  status !== 'rejected' && (benefit?.conditions ?? []).some(({ kind }) => kind === 'bundle');
