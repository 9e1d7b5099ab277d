import { parseArgs } from 'node:util';

/** What is done to a federation, by the name it has in the table and after `--only`. */
export const faultNames = [
  'kill-membership',
  'kill-contributions',
  'kill-benefits',
  'kill-subsidies',
  'kill-webhooks',
  'kill-audit',
  'brokers-away',
  'broker-lost',
  'postgres-restart',
  'connections-cut',
  'consumer-paused',
  'service-replaced',
  'duplicates',
  'poison',
] as const;
export type FaultName = (typeof faultNames)[number];

export interface FaultOptions {
  readonly faults: readonly FaultName[];
  /** Repetitions of each. */
  readonly times: number;
  readonly seed: number;
  readonly members: number;
  /** Deliveries of claims started per second. */
  readonly rate: number;
  /** The table for machines. */
  readonly json: boolean;
  /** Where the federation is kept afterwards; a folder that is removed when all is well unless said. */
  readonly keep?: string;
  /** A DATA_DIR that was seeded with the same seed and members, to start from a copy of it. */
  readonly from?: string;
}

export class UsageError extends Error {}

const full = 10;
const quick = 2;

/** @throws UsageError */
export const faultOptions = (args: readonly string[]): FaultOptions => {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        times: text,
        seed: text,
        members: text,
        rate: text,
        keep: text,
        from: text,
        quick: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    return {
      faults: values.only?.flatMap(names => names.split(',').map(faultNamed)) ?? faultNames,
      times: whole('times', values.times, values.quick ? quick : full),
      seed: whole('seed', values.seed, 42),
      members: whole('members', values.members, 400),
      rate: whole('rate', values.rate, 10),
      json: values.json ?? false,
      ...(values.keep === undefined ? {} : { keep: values.keep }),
      ...(values.from === undefined ? {} : { from: values.from }),
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message);
  }
};

const faultNamed = (name: string): FaultName => {
  const known = faultNames.find(one => one === name);
  if (!known) throw new UsageError(`--only ${name}: there are ${faultNames.join(', ')}`);
  return known;
};

const whole = (name: string, text: string | undefined, usual: number): number => {
  const value = text === undefined ? usual : Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new UsageError(`--${name} is a whole number above zero`);
  return value;
};
