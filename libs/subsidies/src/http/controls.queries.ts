import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Scope } from '#eventstore';
import { carriedTable, householdTable, termTable } from '../projections/household.entity.js';
import { controlsOf, type FundControls } from '../trace/controls.js';
import type { FundTrace } from '../trace/trace.types.js';

export class ControlsOf extends Query<FundControls> {
  constructor(
    readonly scope: Scope,
    readonly fund: string,
    readonly trace: FundTrace,
  ) {
    super();
  }
}

@QueryHandler(ControlsOf)
export class ControlsHandler implements IQueryHandler<ControlsOf> {
  constructor(private readonly models: ReadModels) {}

  async execute({ scope, fund, trace }: ControlsOf): Promise<FundControls> {
    const where = { scheme: { in: [...new Set(trace.terms.map(({ scheme }) => scheme))] } };
    const [enrolled, covers, carried] = await Promise.all([
      this.models.find(scope, householdTable, { where }),
      this.models.find(scope, termTable, { where }),
      this.models.find(scope, carriedTable, { where: { fund } }),
    ]);
    return controlsOf(trace, { enrolled, covers, carried });
  }
}
