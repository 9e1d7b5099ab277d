import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope, type Where } from '#eventstore';
import { type AmendmentRow, amendmentTable } from '../projections/amendment.entity.js';

export interface AmendmentsPage {
  readonly total: number;
  /** What ends first comes first. */
  readonly amendments: readonly AmendmentRow[];
}

/** Amendments that came before their claims. */
export class Amendments extends Query<AmendmentsPage> {
  constructor(
    readonly scope: Scope,
    readonly where: Where<AmendmentRow>,
    readonly page: { readonly limit: number; readonly offset: number },
  ) {
    super();
  }
}

@QueryHandler(Amendments)
export class AmendmentsHandler implements IQueryHandler<Amendments> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, where, page }: Amendments): Promise<AmendmentsPage> {
    const [total, amendments] = await Promise.all([
      this.models.count(scope, amendmentTable, where),
      this.models.find(scope, amendmentTable, { where, orderBy: ['lastDay', 'claim', 'provider'], ...page }),
    ]);
    return { total, amendments };
  }
}
