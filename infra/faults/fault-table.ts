import type { Violation } from '../checks/invariants.js';
import type { FaultName } from './fault-options.js';

/** How long it took after a fault. @unit milliseconds */
export interface Recovery {
  /** To the next claim that was taken. */
  readonly claim_ms: number;
  /** To a household covered that joined and paid after the fault, and no service behind: every group had worked. */
  readonly messages_ms: number;
}

/** What became of one fault's repetitions. */
export interface FaultResult {
  readonly fault: FaultName;
  readonly repetitions: number;
  readonly recoveries: readonly Recovery[];
  /** What did not come back in time, or did not go as it should. */
  readonly failures: readonly string[];
  readonly violations: readonly Violation[];
}

const losing = new Set(['acknowledged', 'heard', 'on its topic']);
const doubling = new Set(['paid once', 'heard once']);

export const lostIn = ({ violations }: FaultResult): number =>
  violations.filter(({ invariant }) => losing.has(invariant)).length;
export const doubledIn = ({ violations }: FaultResult): number =>
  violations.filter(({ invariant }) => doubling.has(invariant)).length;

/** Anything that must not be: a recovery that failed counts as much as a franc that is lost. */
export const isWell = ({ failures, violations }: FaultResult): boolean =>
  failures.length === 0 && violations.length === 0;

/** One line of the table, for machines. @unit seconds */
export const figuresOf = (result: FaultResult) => {
  const { fault, repetitions, recoveries, failures, violations } = result;
  const [lost, doubled] = [lostIn(result), doubledIn(result)];
  return {
    fault,
    repetitions,
    claim_s: medianAndLongest(recoveries.map(({ claim_ms }) => claim_ms)),
    messages_s: medianAndLongest(recoveries.map(({ messages_ms }) => messages_ms)),
    lost,
    doubled,
    otherwise_wrong: violations.length - lost - doubled,
    failed: failures.length,
  };
};

/** The lower of the two in the middle when their number is even. */
const medianAndLongest = (all_ms: readonly number[]) => {
  const sorted = all_ms.map(ms => Math.round(ms / 100) / 10).sort((a, b) => a - b);
  return { median: sorted[Math.floor((sorted.length - 1) / 2)] ?? null, longest: sorted.at(-1) ?? null };
};

const heading = [
  'fault',
  'repetitions',
  'claims again, s (median, longest)',
  'messages again, s (median, longest)',
  'lost',
  'doubled',
  'wrong',
  'failed',
];

/** For people: one row per fault. */
export const faultTable = (results: readonly FaultResult[]): string => {
  const rows = results.map(result => {
    const { fault, repetitions, claim_s, messages_s, lost, doubled, otherwise_wrong, failed } = figuresOf(result);
    const pair = ({ median, longest }: typeof claim_s) => (median === null ? '–' : `${median}, ${longest}`);
    return [fault, repetitions, pair(claim_s), pair(messages_s), lost, doubled, otherwise_wrong, failed].map(String);
  });
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(heading), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n');
};
