import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Table } from '#eventstore';
import type { ReferralStatus } from '../partner/partner.state.js';

/** Where a referral stands. The need is not here: who may read it asks the partner's own list. */
@Entity({ schema: 'subsidies', name: 'referral' })
export class ReferralRow {
  @PrimaryColumn('text') partner: string;
  @PrimaryColumn('text') referral: string;
  @Column('text') scheme: string;
  @Column('text') status: ReferralStatus;
}

export const referralTable: Table<ReferralRow> = {
  entity: ReferralRow,
  name: 'referral',
  key: ['partner', 'referral'],
};
