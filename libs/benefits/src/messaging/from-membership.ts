import type { MembershipMessage } from '#membership/contracts';
import { type Inbox, request } from '#messaging';
import { ExpireAmendments } from '../claim/amendment/decide-amendments-due.js';
import { DecideWaiting } from '../claim/decide-waiting.js';
import { DecideCover } from '../household/decide-cover.js';
import { DecideCarry } from '../household/moved/decide-carry.js';

/** Each person's cover is noted for itself, whole: what was told before it is of no more use. */
export const fromMembership: Inbox<MembershipMessage> = {
  name: 'benefits.from_membership.v1',
  shard: 'benefits',
  topic: 'membership',
  on: {
    'membership.day-closed.v1': ({ data: { scheme, day } }) => [
      request('waiting', metadata => new DecideWaiting({ scheme, dayOver: day }, metadata)),
      request('amendments', metadata => new ExpireAmendments({ scheme, dayOver: day }, metadata)),
    ],
    'membership.transfer-received.v1': ({ data: { persons, ...move } }) =>
      persons.map(({ person }) =>
        request(`carry:${person}`, metadata => new DecideCarry({ ...move, person }, metadata)),
      ),
    'membership.coverage-changed.v1': ({ id, revision, scheme, effectiveAt, data }) => {
      const { household, product, because, persons } = data;
      return persons.map(({ person, diedOn, undeclared, spans }) => {
        const cover = { product, revision, diedOn, undeclared, spans };
        return request(`note:${person}`, metadata => {
          const noted = { household, scheme, person, cover, because, origin: id, effectiveAt };
          return new DecideCover({ type: 'NoteCover', ...noted }, metadata);
        });
      });
    },
  },
};
