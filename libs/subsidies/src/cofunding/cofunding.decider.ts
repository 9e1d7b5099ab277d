import { accept, type Decider, nothingToDo, refuse } from '#kernel';
import type { CofundingCommand } from './cofunding.commands.js';
import type { CofundingEvent } from './cofunding.events.js';
import { CofundingReason } from './cofunding.reasons.js';
import { cofundingFold, type CofundingState } from './cofunding.state.js';

/**
 * Puts several funds in an order: each is asked for what those before it leave.
 *
 * @refuses subsidies.cofunding.name_of_fund        plans could not tell one from the other
 * @refuses subsidies.cofunding.fund_unknown        it was never opened
 * @refuses subsidies.cofunding.fund_twice          it would be asked again for what it left
 * @refuses subsidies.cofunding.not_after_the_last  a version never begins before the one it follows
 */
export const cofundingDecider: Decider<CofundingCommand, CofundingEvent, CofundingState, CofundingReason> = {
  ...cofundingFold,

  decide({ cofunding, funds, effectiveFrom, unknownFunds, isFund }, { versions }) {
    if (isFund) return refuse(CofundingReason.nameOfFund, { cofunding });
    if (unknownFunds.length > 0) return refuse(CofundingReason.fundUnknown, { fund: unknownFunds[0] }, 'unprocessable');
    const twice = funds.find((fund, index) => funds.indexOf(fund) !== index);
    if (twice !== undefined) return refuse(CofundingReason.fundTwice, { fund: twice }, 'unprocessable');
    const last = versions.at(-1);
    if (last && String(last.funds) === String(funds) && last.effectiveFrom === effectiveFrom) return nothingToDo;
    if (last && effectiveFrom <= last.effectiveFrom)
      return refuse(CofundingReason.notAfterTheLast, { effectiveFrom, last: last.effectiveFrom });
    return accept({
      type: 'subsidies.CofundingAgreed',
      version: 1,
      effectiveAt: effectiveFrom,
      data: { cofunding, funds, effectiveFrom },
    });
  },
};
