import { ignore, type Projection, type Rows, type Table } from '#eventstore';
import type { PartnerEvent } from '../partner/partner.events.js';
import type { ReferralStatus } from '../partner/partner.state.js';
import { referralTable } from './referral.entity.js';

interface OfReferral {
  readonly data: { readonly partner: string; readonly referral: string; readonly scheme: string };
}

const stands = (status: ReferralStatus) => ({
  write: ({ data: { partner, referral, scheme } }: OfReferral, rows: Rows): void =>
    rows.set(referralTable, { partner, referral, scheme, status }),
});

/** Who waits for a partner, found when a day is closed. */
export const referralProjection: Projection<PartnerEvent> = {
  name: 'subsidies.referral.v1',
  shard: 'subsidies',
  tables: [referralTable as unknown as Table],
  on: {
    'subsidies.ReferralKeptWaiting': stands('waiting'),
    'subsidies.ReferralIssued': stands('issued'),
    'subsidies.ReferralAccepted': stands('accepted'),
    'subsidies.ReferralClosed': {
      write: (event, rows) => stands(event.data.done ? 'done' : 'not-done').write(event, rows),
    },
    'subsidies.PartnerRegistered': ignore,
    'subsidies.PartnerQuotaAgreed': ignore,
  },
};
