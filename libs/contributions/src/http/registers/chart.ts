import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { JournalAccount } from '../../account/account.types.js';

export interface ChartAccount {
  readonly code: string;
  readonly fr: string;
  readonly en: string;
}
export type Chart = Readonly<Record<JournalAccount, ChartAccount>>;

/** A chart leaves out an account, or names one that no posting is made to. */
export class ChartIncomplete extends Error {}

const every: Readonly<Record<JournalAccount, true>> = {
  cash: true,
  bank: true,
  'mobile-money': true,
  suspense: true,
  'cash-differences': true,
  contributions: true,
  'joining-fees': true,
  'member-credit': true,
  'subsidy-receivable': true,
  'other-schemes': true,
  'care-liaison': true,
};

/** @throws ChartIncomplete unless each account of the journal has a code and both labels, and no other is named */
export const readChart = (yaml: string): Chart => {
  const { accounts } = (parse(yaml) ?? {}) as { accounts?: Record<string, Partial<ChartAccount>> };
  const wrong = [
    ...Object.keys(every).filter(account => !isWhole(accounts?.[account])),
    ...Object.keys(accounts ?? {}).filter(account => !Object.hasOwn(every, account)),
  ];
  if (!accounts || wrong.length > 0) throw new ChartIncomplete(`chart of accounts: ${wrong.join(', ')}`);
  return accounts as Chart;
};

const isWhole = (account: Partial<ChartAccount> | undefined): boolean =>
  [account?.code, account?.fr, account?.en].every(text => typeof text === 'string' && text !== '');

/** The project's folder, seen from the source as from what is built of it. */
const root = new URL(import.meta.url.endsWith('.ts') ? '../../../../../' : '../../../../../../', import.meta.url);

/** The UEMOA mutuals' chart, as the federation keeps it. */
export const uemoaChart = (): Chart =>
  readChart(readFileSync(new URL('libs/contributions/charts/uemoa-mutuelles.yaml', root), 'utf8'));
