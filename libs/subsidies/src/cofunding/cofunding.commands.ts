import type { Day } from '#kernel';

export interface CofundingCommand {
  readonly type: 'AgreeCofunding';
  readonly cofunding: string;
  /** By priority: the first pays first. */
  readonly funds: readonly string[];
  readonly effectiveFrom: Day;
  /** Looked up by the handler: of these funds, those that are not open; and whether a fund has this name. */
  readonly unknownFunds: readonly string[];
  readonly isFund: boolean;
}
