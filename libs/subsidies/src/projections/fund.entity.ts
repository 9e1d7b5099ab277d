import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MinorColumn, type Table } from '#eventstore';
import type { Currency, Minor } from '#kernel';
import type { FundContract } from '../fund/fund.events.js';

/** A fund, its contract in all its versions, and where its money is. It belongs to the federation: scheme `*`. */
@Entity({ schema: 'subsidies', name: 'fund' })
export class FundRow {
  @PrimaryColumn('text') fund: string;
  @Column('text') scheme: string;
  @Column('text') funder: string;
  @Column('text') currency: Currency;
  @Column('jsonb') contracts: readonly FundContract[];
  @MinorColumn() received: Minor;
  @MinorColumn() pledged: Minor;
  @MinorColumn() available: Minor;
  @MinorColumn() reserved: Minor;
  @MinorColumn() committed: Minor;
  @MinorColumn() settled: Minor;
}

export const fundTable: Table<FundRow> = { entity: FundRow, name: 'fund', key: ['fund'] };
