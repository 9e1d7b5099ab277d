import cliProgress from 'cli-progress';

export interface Progress {
  to(value: number, total?: number): void;
  end(): void;
}

/** A bar with rate and time left on a terminal; a line now and then elsewhere; nothing with --json. */
export const progress = (what: string, total: number, quiet: boolean): Progress => {
  if (quiet) return { to: () => undefined, end: () => undefined };
  if (!process.stderr.isTTY) return linesOf(what, total);
  const bar = new cliProgress.SingleBar({
    format: `${what} {bar} {percentage}% {value}/{total} · {rate}/s · {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
  });
  const started = performance.now();
  bar.start(Math.max(total, 1), 0, { rate: 0 });
  return {
    to: (value, newTotal) => {
      if (newTotal !== undefined) bar.setTotal(newTotal);
      bar.update(value, { rate: Math.round((value / (performance.now() - started)) * 1000) });
    },
    end: () => bar.stop(),
  };
};

const linesOf = (what: string, total: number): Progress => {
  let said = performance.now();
  const say = (value: number, of: number): void => void process.stderr.write(`${what}: ${value}/${of}\n`);
  return {
    to: (value, newTotal = total) => {
      total = newTotal;
      if (performance.now() - said < 5_000) return;
      said = performance.now();
      say(value, total);
    },
    end: () => undefined,
  };
};
