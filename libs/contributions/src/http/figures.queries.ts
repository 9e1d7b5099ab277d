import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope } from '#eventstore';
import { type Currency, type Day, type Minor, ratioOf, sum } from '#kernel';
import { creditOf, type OpenAccount, owedOf } from '../account/account.state.js';
import { addAgeing, type Ageing, ageingOn, nothingOpen, paidBy } from '../figures/ageing.js';
import { type Earned, earnedOn } from '../figures/earned.js';
import { type Renewal, renewalsOf } from '../figures/renewals.js';
import { accountTable } from '../projections/account.entity.js';

/** What a scheme's households were asked for, and paid, by a day. @unit minor units of `currency` */
export interface ContributionFigures extends Earned {
  readonly asOf: Day;
  readonly currency: Currency;
  readonly households: number;
  readonly due: Minor;
  readonly collected: Minor;
  /** Collected of due, in per cent with one decimal, rounded half up; null while nothing is due. */
  readonly recovery: number | null;
  /** Paid ahead, as it stands now. */
  readonly credit: Minor;
  readonly ageing: Ageing;
}

export class Figures extends Query<readonly ContributionFigures[]> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly asOf: Day,
  ) {
    super();
  }
}

const accountsOf = async (models: ReadModels, scope: Scope, scheme: string): Promise<readonly OpenAccount[]> =>
  (await models.find(scope, accountTable, { where: { scheme }, orderBy: ['household'] })).map(({ account }) => account);

@QueryHandler(Figures)
export class FiguresHandler implements IQueryHandler<Figures> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, asOf }: Figures): Promise<readonly ContributionFigures[]> {
    const accounts = await accountsOf(this.models, scope, scheme);
    const currencies = [...new Set(accounts.flatMap(({ currency }) => currency ?? []))].sort();
    return currencies.map(currency =>
      figuresOf(
        accounts.filter(account => account.currency === currency),
        currency,
        asOf,
      ),
    );
  }
}

const figuresOf = (accounts: readonly OpenAccount[], currency: Currency, asOf: Day): ContributionFigures => {
  const dues = accounts.flatMap(account => account.dues.filter(({ raisedOn }) => raisedOn <= asOf));
  const [due, collected] = [sum(dues.map(owedOf)), sum(dues.map(one => paidBy(one, asOf)))];
  const earned = accounts.map(account => earnedOn(account, asOf));
  return {
    ...{ asOf, currency, households: accounts.length, due, collected },
    recovery: due === 0 ? null : ratioOf(collected, 1_000, due, 'halfUp') / 10,
    credit: sum(accounts.map(creditOf)),
    booked: sum(earned.map(one => one.booked)),
    earned: sum(earned.map(one => one.earned)),
    unearned: sum(earned.map(one => one.unearned)),
    ageing: accounts.reduce((so, account) => addAgeing(so, ageingOn(account, asOf)), nothingOpen),
  };
};

/** Covers that end between two days; with `left`, only those that nobody renewed. */
export class Renewals extends Query<readonly Renewal[]> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly from: Day,
    readonly to: Day,
    readonly left: boolean,
  ) {
    super();
  }
}

@QueryHandler(Renewals)
export class RenewalsHandler implements IQueryHandler<Renewals> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, from, to, left }: Renewals): Promise<readonly Renewal[]> {
    const accounts = await accountsOf(this.models, scope, scheme);
    return accounts
      .flatMap(account => renewalsOf(account, from, to))
      .filter(({ next }) => !left || next !== 'renewed')
      .sort((a, b) => (a.to === b.to ? compare(a.household, b.household) : compare(a.to, b.to)));
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
