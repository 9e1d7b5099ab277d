import { accept, type Decider, type Decision, nothingToDo, refuse, unreachable } from '#kernel';
import { decideComplaint } from './complaint/complaint.decider.js';
import type { ComplaintReason } from './complaint/complaint.reasons.js';
import type { ContractProvider, ProviderCommand, SuspendProvider } from './provider.commands.js';
import type { ProviderEvent } from './provider.events.js';
import { ProviderReason } from './provider.reasons.js';
import { agreementsOf, contractOn, providerFold, type ProviderState } from './provider.state.js';
import type { ProviderContract } from './provider.types.js';

type Outcome = Decision<ProviderEvent, ProviderReason>;
export type ProviderReasons = ProviderReason | ComplaintReason;

/** Who may deliver care on a scheme's account, from when to when. */
export const providerDecider: Decider<ProviderCommand, ProviderEvent, ProviderState, ProviderReasons> = {
  ...providerFold,

  decide(command, provider) {
    switch (command.type) {
      case 'ContractProvider':
        return contract(command, provider);
      case 'SuspendProvider':
        return suspend(command, provider);
      case 'FileComplaint':
      case 'AnswerComplaint':
        return decideComplaint(command, provider);
      default:
        return unreachable(command);
    }
  },
};

/**
 * @refuses benefits.provider.ends_before_start      the last day is before the first
 * @refuses benefits.provider.starts_before_previous an earlier agreement starts later
 */
const contract = ({ provider: id, scheme, contract: asked }: ContractProvider, provider: ProviderState): Outcome => {
  const last = agreementsOf(provider, scheme).contracts.at(-1);
  if (last && same(last, asked)) return nothingToDo;
  if (asked.to !== null && asked.to < asked.from) {
    return refuse(ProviderReason.endsBeforeStart, { from: asked.from, to: asked.to }, 'invalid');
  }
  if (last && asked.from < last.from) {
    return refuse(ProviderReason.startsBeforePrevious, { from: asked.from, previous: last.from }, 'unprocessable');
  }
  return accept({
    type: 'benefits.ProviderContracted',
    version: 1,
    effectiveAt: asked.from,
    data: { provider: id, scheme, contract: asked },
  });
};

/**
 * @refuses benefits.provider.ends_before_start the last day is before the first
 * @refuses benefits.provider.not_contracted    there is no agreement to suspend on that day
 */
const suspend = ({ provider: id, scheme, from, until }: SuspendProvider, provider: ProviderState): Outcome => {
  if (until !== null && until < from) return refuse(ProviderReason.endsBeforeStart, { from, until }, 'invalid');
  const known = agreementsOf(provider, scheme).suspensions.some(one => one.from === from && one.until === until);
  if (known) return nothingToDo;
  const { status } = contractOn(provider, scheme, from);
  if (status === 'none' || status === 'ended') return refuse(ProviderReason.notContracted, { provider: id, from });
  return accept({
    type: 'benefits.ProviderSuspended',
    version: 1,
    effectiveAt: from,
    data: { provider: id, scheme, from, until },
  });
};

const same = (left: ProviderContract, right: ProviderContract): boolean =>
  left.sector === right.sector &&
  left.level === right.level &&
  left.tariff === right.tariff &&
  JSON.stringify(left.capitation) === JSON.stringify(right.capitation) &&
  JSON.stringify(left.quality) === JSON.stringify(right.quality) &&
  left.from === right.from &&
  left.to === right.to;
