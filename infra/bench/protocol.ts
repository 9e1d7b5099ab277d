/** One thing that is measured, under load for about so many seconds, or once if it takes longer. */
export interface Run {
  readonly name: string;
  measure(seconds: number): Promise<Work>;
}

export interface Work {
  readonly operations: number;
  readonly seconds: number;
  /** Used meanwhile by what is measured: the server and, where it is not just the load generator, the process. */
  readonly cpuSeconds?: number;
}

export interface Protocol {
  readonly blocks: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** Twenty seconds each would be steadier; on a machine that is shared, many short blocks find the quiet ones. */
export const thorough: Protocol = { blocks: 5, seconds: 5, warmUpSeconds: 3 };
export const quick: Protocol = { blocks: 3, seconds: 2, warmUpSeconds: 1 };

export interface Measured {
  readonly name: string;
  /** Median of the blocks. */
  readonly rate: number;
  readonly cpuSecondsPer1000?: number;
  /** To the baseline of the same block; absent when there was no baseline. */
  readonly ratio?: {
    readonly median: number;
    readonly least: number;
    readonly most: number;
    readonly secondLeast: number;
  };
}

export interface Comparison {
  readonly baseline?: { readonly rate: number; readonly variation: number };
  /** The baseline itself varied too much to say how we compare. */
  readonly noisy: boolean;
  readonly runs: readonly Measured[];
}

const mostVariation = 0.25;

/**
 * Blocks that read the same forwards and backwards (baseline, A, B, B, A, baseline): what drifts evenly, such as a
 * neighbour that wakes up or a table that grows, weighs on both sides alike.
 */
export const compare = async (
  baseline: Run | undefined,
  ours: readonly Run[],
  { blocks, seconds, warmUpSeconds }: Protocol,
  progress: (line: string) => void,
): Promise<Comparison> => {
  const order = [...(baseline ? [baseline] : []), ...ours];
  const palindrome = [...order, ...[...order].reverse()];
  for (const run of order) await run.measure(warmUpSeconds);

  const rates = new Map<Run, number[]>(order.map(run => [run, []]));
  const cpu = new Map<Run, number[]>(order.map(run => [run, []]));
  for (let block = 1; block <= blocks; block += 1) {
    const inBlock = new Map<Run, number[]>(order.map(run => [run, []]));
    for (const run of palindrome) {
      const work = await run.measure(seconds);
      inBlock.get(run)!.push(work.operations / work.seconds);
      if (work.cpuSeconds !== undefined) cpu.get(run)!.push((work.cpuSeconds / work.operations) * 1_000);
    }
    for (const [run, pair] of inBlock) rates.get(run)!.push(mean(pair));
    progress(
      `block ${block} of ${blocks}: ${order.map(run => `${run.name} ${Math.round(rates.get(run)!.at(-1)!)}/s`).join(', ')}`,
    );
  }

  const base = baseline && rates.get(baseline)!;
  const variation = base ? deviation(base) / mean(base) : 0;
  return {
    ...(base ? { baseline: { rate: median(base), variation } } : {}),
    noisy: variation > mostVariation,
    runs: ours.map(run => ({
      name: run.name,
      rate: median(rates.get(run)!),
      ...(cpu.get(run)!.length > 0 ? { cpuSecondsPer1000: median(cpu.get(run)!) } : {}),
      ...(base ? { ratio: summary(rates.get(run)!.map((rate, block) => rate / base[block]!)) } : {}),
    })),
  };
};

const summary = (ratios: readonly number[]): NonNullable<Measured['ratio']> => {
  const sorted = [...ratios].sort((a, b) => a - b);
  return { median: median(sorted), least: sorted[0]!, most: sorted.at(-1)!, secondLeast: sorted[1] ?? sorted[0]! };
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map(value => (value - mean(values)) ** 2)));
