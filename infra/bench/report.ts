import type { Target } from './bench.js';
import type { Comparison } from './protocol.js';

/**
 * One JSON line per figure. `ratio` is the median of the blocks; `gate`, the second-lowest, is what a floor or goal is
 * held against.
 */
export const linesOf = (
  bench: string,
  { baseline, noisy, runs }: Comparison,
  unit: string,
  targets: Readonly<Record<string, Target>> = {},
): string[] =>
  runs.map(({ name, rate, ratio, cpuSecondsPer1000 }) => {
    const target = targets[name];
    return JSON.stringify({
      bench,
      figure: name,
      value: Math.round(rate),
      unit,
      baseline: baseline ? Math.round(baseline.rate) : null,
      ratio: ratio ? rounded(ratio.median) : null,
      ...(ratio ? { gate: rounded(ratio.secondLeast), range: [rounded(ratio.least), rounded(ratio.most)] } : {}),
      ...(ratio && target ? { ...target, met: noisy ? 'noisy, not gated' : verdict(ratio.secondLeast, target) } : {}),
      ...(cpuSecondsPer1000 === undefined ? {} : { cpu_s_per_1000: rounded(cpuSecondsPer1000) }),
    });
  });

const verdict = (gate: number, { floor, goal }: Target): string =>
  gate >= goal ? 'goal' : gate >= floor ? 'floor' : 'no';

/** Three digits that say something. */
const rounded = (value: number): number => Number(value.toPrecision(3));
