import type { Plan } from './plan.state.js';

export interface PublishPlan {
  readonly type: 'PublishPlan';
  readonly scheme: string;
  readonly product: string;
  readonly plan: Plan;
}
