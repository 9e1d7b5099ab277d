import type { RecordedEvent } from '#eventstore';
import type { Day, Instant, Minor } from '#kernel';
import { type CallerIdentity, maySee } from '#platform';
import { labelOf } from '../claim/adjudication.codes.js';
import { type ClaimAnswer, claimAnswer } from '../claim/claim.answer.js';
import type { ClaimEvent } from '../claim/claim.events.js';
import { claimFold, type ClaimState } from '../claim/claim.state.js';
import type { TraceEntry } from '../claim/claim.types.js';
import { foldAll } from '#kernel';

/** One decision in a claim's history, in words anyone may read who may read the claim. */
export interface DecisionView {
  readonly decision: number;
  readonly status: string;
  readonly scheme: Minor;
  readonly because: string;
  readonly cause: string | null;
  readonly recordedAt: Instant;
}

type Label = ReturnType<typeof labelOf>;

/** A claim as its reader may see it: amounts and status for all, acts, reasons and trace for those who care. */
export type ClaimView = Omit<ClaimAnswer, 'lines' | 'reasons' | 'waitsFor' | 'advice'> & {
  readonly provider: string;
  readonly person: string;
  readonly household: string | null;
  readonly serviceDate: Day;
  readonly receivedOn: Day;
  readonly package: { readonly product: string; readonly version: number } | null;
  readonly coverRevision: number | null;
  readonly remittance: string | null;
  readonly decisions: readonly DecisionView[];
  readonly waitsFor?: ClaimAnswer['waitsFor'];
  readonly reasons?: readonly string[];
  readonly advice?: readonly string[];
  readonly labels?: readonly Label[];
  readonly lines?: ReadonlyArray<ClaimAnswer['lines'][number] & { readonly trace: readonly TraceEntry[] }>;
};

/** Null where the claim is not there for this caller: another scheme's, or another provider's. */
export const viewOf = (
  history: readonly RecordedEvent<ClaimEvent>[],
  scheme: string,
  caller: CallerIdentity,
): ClaimView | null => {
  const claim: ClaimState = foldAll(claimFold, history);
  const answer = claimAnswer(claim);
  if (claim.status === 'none' || !answer || claim.submitted.scheme !== scheme) return null;
  const { submitted, decision, remitted } = claim;
  if (caller.role === 'provider-client' && caller.provider !== submitted.provider) return null;
  const { lines, reasons, waitsFor, advice, ...told } = answer;
  const open = {
    ...told,
    provider: submitted.provider,
    person: submitted.person,
    household: decision?.household ?? null,
    serviceDate: submitted.serviceDate,
    receivedOn: submitted.receivedOn,
    package: decision?.package ?? null,
    coverRevision: decision?.coverRevision ?? null,
    remittance: remitted.last,
  };
  const decisions = history.flatMap(decisionOf);
  if (!maySee(caller, 'medical', { provider: submitted.provider }))
    return { ...open, decisions: decisions.map(withoutCare) };
  const traces = decision?.trace?.lines ?? [];
  return {
    ...open,
    decisions,
    ...(waitsFor ? { waitsFor } : {}),
    reasons,
    ...(advice ? { advice } : {}),
    labels: [...new Set([...reasons, ...lines.flatMap(line => line.reasons)])].map(labelOf),
    lines: lines.map((line, index) => ({ ...line, trace: traces[index]?.trace ?? [] })),
  };
};

/** That evidence was missing, or a limit freed, tells what was treated: who may not know is told that it was looked at again. */
const withoutCare = (decision: DecisionView): DecisionView =>
  decision.because === 'evidenceChanged' || decision.because === 'limitFreed'
    ? { ...decision, because: 'reconsidered' }
    : decision;

const decisionOf = (event: RecordedEvent<ClaimEvent>): DecisionView[] => {
  const { recordedAt } = event.recorded;
  if (event.type === 'benefits.ClaimAdjudicated') {
    const { decision, status, amounts, because, cause } = event.data;
    return [{ decision, status, scheme: amounts.scheme, because, cause, recordedAt }];
  }
  if (event.type !== 'benefits.ClaimReversed') return [];
  return [
    { decision: event.data.decision, status: 'reversed', scheme: 0, because: 'reversed', cause: null, recordedAt },
  ];
};
