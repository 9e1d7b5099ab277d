import type { Day } from '#kernel';
import type { ComplaintCommand } from './complaint/complaint.commands.js';
import type { ProviderContract } from './provider.types.js';

/** A scheme and a provider agree; a new agreement takes the place of the one before from its first day. */
export interface ContractProvider {
  readonly type: 'ContractProvider';
  readonly provider: string;
  readonly scheme: string;
  readonly contract: ProviderContract;
}

/** The scheme's agreement is suspended from a day on: until a last day, inside, or until further notice. */
export interface SuspendProvider {
  readonly type: 'SuspendProvider';
  readonly provider: string;
  readonly scheme: string;
  readonly from: Day;
  readonly until: Day | null;
}

export type ProviderCommand = ContractProvider | SuspendProvider | ComplaintCommand;
