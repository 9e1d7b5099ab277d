import { type Day, earliest, endOfMonth, firstOfMonth, firstOfNextMonth, latest, type Period } from '#kernel';

export interface SilentProvider {
  readonly provider: string;
  readonly level: string;
  /** Months under contract, whole or in part, with no claim for care of them: `2025-03`. */
  readonly months: readonly string[];
  /** Latest day of care a claim was sent for, in the days asked about; null for none. */
  readonly lastServiceOn: Day | null;
}

interface Contract {
  readonly provider: string;
  readonly level: string;
  readonly from: Day;
  readonly to: Day | null;
}
interface Sent {
  readonly provider: string;
  readonly serviceDate: Day;
}

/**
 * Contracted facilities that sent no claim for a month of the period. Care nobody hears of is cover that does not work,
 * or care that will be billed all at once: somebody should go and look.
 */
export const silentIn = (period: Period, contracts: readonly Contract[], claims: readonly Sent[]): SilentProvider[] => {
  const days = new Map<string, Set<Day>>();
  for (const { provider, serviceDate } of claims)
    days.set(provider, (days.get(provider) ?? new Set()).add(serviceDate));
  return [...new Set(contracts.map(({ provider }) => provider))].sort().flatMap(provider => {
    const own = contracts.filter(contract => contract.provider === provider);
    const sent = [...(days.get(provider) ?? [])].sort();
    const heard = new Set(sent.map(firstOfMonth));
    const months = [...new Set(own.flatMap(contract => monthsOf(contract, period)))].sort();
    const silent = months.filter(month => !heard.has(month)).map(month => month.slice(0, 7));
    const { level } = own.at(-1)!;
    return silent.length === 0 ? [] : [{ provider, level, months: silent, lastServiceOn: sent.at(-1) ?? null }];
  });
};

/** First days of the months that the contract has a day in, within the period. */
const monthsOf = ({ from, to }: Contract, period: Period): Day[] => {
  const [start, end] = [latest(from, period.from), earliest(to ?? period.to, period.to)];
  const months: Day[] = [];
  for (let month = firstOfMonth(start); start <= end && month <= endOfMonth(end); month = firstOfNextMonth(month))
    months.push(month);
  return months;
};
