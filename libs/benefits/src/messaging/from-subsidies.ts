import { type Inbox, request } from '#messaging';
import type { SubsidiesMessage } from '#subsidies/contracts';
import { DecideEnvelope } from '../programme/decide-envelope.js';

/** What a fund keeps ready for acts is noted, so that decisions can spend it. */
export const fromSubsidies: Inbox<SubsidiesMessage> = {
  name: 'benefits.from_subsidies.v1',
  shard: 'benefits',
  topic: 'subsidies',
  on: {
    'subsidies.envelope-stands.v1': ({ id, revision, scheme, data }) => [
      request('note', metadata => {
        const { envelope, currency, granted, parts, from, to, households, priority, closed, persons, providers } = data;
        const meant = { ...(persons && { persons }), ...(providers && { providers }) };
        const sums = { envelope, currency, granted, parts, priority, closed };
        const terms = { ...sums, window: { from, to }, households, ...meant };
        return new DecideEnvelope({ type: 'NoteEnvelope', scheme, terms, revision, origin: id }, metadata);
      }),
    ],
  },
};
