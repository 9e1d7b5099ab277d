import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope } from '#eventstore';
import type { Day } from '#kernel';
import { gapsIn, numbersOf } from '../booklet/booklet.state.js';
import { type BookletRow, bookletTable } from '../projections/booklet.entity.js';
import { receiptTable } from '../projections/receipt.entity.js';
import { type CashBookRow, cashBookTable, type TillRow, tillTable } from '../projections/till.entity.js';

export class Tills extends Query<readonly TillRow[]> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
  ) {
    super();
  }
}

@QueryHandler(Tills)
export class TillsHandler implements IQueryHandler<Tills> {
  constructor(private readonly models: ReadModels) {}

  execute({ scope, scheme }: Tills): Promise<readonly TillRow[]> {
    return this.models.find(scope, tillTable, { where: { scheme }, orderBy: ['till'] });
  }
}

/** Lines of a till's cash book, in the order they were entered; null where there is no such till to see. */
export class CashBook extends Query<readonly CashBookRow[] | null> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly till: string,
    readonly days: { readonly from?: Day; readonly to?: Day },
    readonly page: { readonly limit?: number; readonly offset?: number },
  ) {
    super();
  }
}

@QueryHandler(CashBook)
export class CashBookHandler implements IQueryHandler<CashBook> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, till, days: { from, to }, page: { limit = 100, offset = 0 } }: CashBook) {
    if (!(await this.models.findOne(scope, tillTable, { scheme, till }))) return null;
    const on = from === undefined && to === undefined ? undefined : { atLeast: from, atMost: to };
    return this.models.find(scope, cashBookTable, {
      where: { scheme, till, on },
      orderBy: ['position'],
      ...{ limit, offset },
    });
  }
}

/** A booklet with what of it is entered, and the numbers passed over. */
export type BookletView = Omit<BookletRow, 'scheme'> & {
  readonly used: number;
  readonly voided: number;
  readonly gaps: readonly string[];
};

export class Booklets extends Query<readonly BookletView[]> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly booklet?: string,
  ) {
    super();
  }
}

@QueryHandler(Booklets)
export class BookletsHandler implements IQueryHandler<Booklets> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, booklet }: Booklets): Promise<readonly BookletView[]> {
    const rows = await this.models.find(scope, bookletTable, { where: { scheme, booklet }, orderBy: ['from'] });
    return Promise.all(rows.map(row => this.view(scope, row)));
  }

  private async view(scope: Scope, { scheme, ...row }: BookletRow): Promise<BookletView> {
    const where = { scheme, receipt: { in: numbersOf(row) } };
    const entered = await this.models.find(scope, receiptTable, { where });
    const used = new Set(entered.map(({ receipt }) => receipt));
    const voided = entered.filter(({ voidedOn }) => voidedOn !== null).length;
    return { ...row, used: used.size, voided, gaps: gapsIn(row, used) };
  }
}
