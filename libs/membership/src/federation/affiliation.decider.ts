import { accept, type Day, type Decider, nothingToDo, refuse } from '#kernel';
import type { FederationEvent } from './federation.events.js';
import { FederationReason } from './federation.reasons.js';
import { federationFold, type FederationState } from './federation.state.js';
import type { AffiliationDues } from './federation.types.js';

export type AffiliationCommand =
  | {
      readonly type: 'AffiliateScheme';
      readonly scheme: string;
      readonly schemeKnown: boolean;
      readonly from: Day;
      readonly dues: AffiliationDues;
      readonly decision: string;
    }
  | { readonly type: 'EndAffiliation'; readonly scheme: string; readonly until: Day; readonly decision: string };

const openEnd = '9999-12-31';

/**
 * Schemes come and go; each change names the decision it rests on. Somebody who left may come back from the day after.
 *
 * @refuses membership.federation.unknown, scheme_unknown, already_affiliated
 * @refuses membership.federation.not_affiliated, ends_before_start
 */
export const affiliationDecider: Decider<AffiliationCommand, FederationEvent, FederationState, FederationReason> = {
  ...federationFold,

  decide(command, state) {
    if (state.status === 'none') return refuse(FederationReason.unknown, undefined, 'notFound');
    const { federation, affiliations } = state;
    const { scheme, decision } = command;
    const own = affiliations.filter(known => known.scheme === scheme);
    const running = own.find(({ until }) => until === null);
    if (command.type === 'AffiliateScheme') {
      const { schemeKnown, from, dues } = command;
      if (!schemeKnown) return refuse(FederationReason.schemeUnknown, { scheme }, 'unprocessable');
      if (running?.from === from && running.dues.kind === dues.kind && running.dues.amount === dues.amount)
        return nothingToDo;
      const other = own.find(({ until }) => from <= (until ?? openEnd));
      if (other) return refuse(FederationReason.alreadyAffiliated, { scheme, until: other.until });
      return accept({
        type: 'membership.SchemeAffiliated',
        version: 1,
        effectiveAt: from,
        data: { federation, scheme, from, dues, decision },
      });
    }
    const { until } = command;
    if (!running)
      return own.some(known => known.until === until)
        ? nothingToDo
        : refuse(FederationReason.notAffiliated, { scheme });
    if (until < running.from) return refuse(FederationReason.endsBeforeStart, { from: running.from }, 'unprocessable');
    return accept({
      type: 'membership.AffiliationEnded',
      version: 1,
      effectiveAt: until,
      data: { federation, scheme, until, decision },
    });
  },
};
