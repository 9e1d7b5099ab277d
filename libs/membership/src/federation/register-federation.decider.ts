import { acceptIn, type Day, type JointDecider, nothingToDo, refuse } from '#kernel';
import type { FederationEvent } from './federation.events.js';
import { FederationReason } from './federation.reasons.js';
import { federationFold, type FederationState } from './federation.state.js';
import { type Level, levels } from './federation.types.js';

export interface RegisterFederation {
  readonly federation: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly recordedOn: Day;
}

export type FederationStreams = {
  readonly self: { readonly event: FederationEvent; readonly state: FederationState };
  readonly parent: { readonly event: FederationEvent; readonly state: FederationState };
};

/**
 * A federation takes its place in the tree: under one of a higher level, which is there before it; so no federation is
 * ever above itself.
 *
 * @refuses membership.federation.already_registered with other particulars
 * @refuses membership.federation.unknown when the parent is not registered
 * @refuses membership.federation.parent_too_low
 */
export const registerFederationDecider: JointDecider<RegisterFederation, FederationStreams> = {
  folds: { self: federationFold, parent: federationFold },

  decide({ recordedOn, ...particulars }, { self, parent: above }) {
    const { federation, name, level, parent } = particulars;
    if (self.status !== 'none') {
      const same = self.name === name && self.level === level && self.parent === parent;
      return same ? nothingToDo : refuse(FederationReason.alreadyRegistered, { federation });
    }
    const registered = {
      type: 'membership.FederationRegistered' as const,
      version: 1 as const,
      effectiveAt: recordedOn,
      data: particulars,
    };
    if (parent === null) return acceptIn({ self: [registered] });
    if (above.status === 'none') return refuse(FederationReason.unknown, { parent }, 'notFound');
    if (levels.indexOf(above.level) <= levels.indexOf(level))
      return refuse(FederationReason.parentTooLow, { parent, level: above.level }, 'unprocessable');
    return acceptIn({
      self: [registered],
      parent: [
        {
          type: 'membership.FederationJoined',
          version: 1,
          effectiveAt: recordedOn,
          data: { federation: parent, child: federation },
        },
      ],
    });
  },
};
