import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope } from '#eventstore';
import type { Day } from '#kernel';
import { type AccountView, viewOf } from '../account/account.view.js';
import { accountTable } from '../projections/account.entity.js';
import { type ReceiptRow, receiptTable } from '../projections/receipt.entity.js';

/** Null where there is none, or the asker may not see it. */
export class Account extends Query<AccountView | null> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly household: string,
  ) {
    super();
  }
}

@QueryHandler(Account)
export class AccountHandler implements IQueryHandler<Account> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, scheme, household }: Account): Promise<AccountView | null> {
    const row = await this.models.findOne(scope, accountTable, { household });
    return row?.scheme === scheme ? viewOf(row.account) : null;
  }
}

export interface ReceiptsFilter {
  readonly household?: string;
  readonly collector?: string;
  readonly from?: Day;
  readonly to?: Day;
}

/** Receipts of a scheme, by the date they bear. */
export class Receipts extends Query<readonly ReceiptRow[]> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly filter: ReceiptsFilter,
    readonly page: { readonly limit?: number; readonly offset?: number },
  ) {
    super();
  }
}

@QueryHandler(Receipts)
export class ReceiptsHandler implements IQueryHandler<Receipts> {
  constructor(private readonly models: ReadModels) {}

  execute({ scope, scheme, filter, page: { limit = 100, offset = 0 } }: Receipts): Promise<readonly ReceiptRow[]> {
    const { household, collector, from, to } = filter;
    const receivedOn = from === undefined && to === undefined ? undefined : { atLeast: from, atMost: to };
    const where = { scheme, household, collector, receivedOn };
    return this.models.find(scope, receiptTable, { where, orderBy: ['receivedOn', 'receipt'], limit, offset });
  }
}
