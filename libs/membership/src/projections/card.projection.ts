import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Projection, type ProjectionHandler, type Table, wants } from '#eventstore';
import type { CardEvent } from '../card/card.events.js';

/** Of whoever had a card revoked or a photograph kept; everybody else holds card 1, without one. */
@Entity({ schema: 'membership', name: 'card' })
export class CardRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') person: string;
  /** Number of the card that is good now. */
  @Column('int') issue: number;
  @Column('boolean') photo: boolean;
}

export const cardTable: Table<CardRow> = { entity: CardRow, name: 'card', key: ['scheme', 'person'] };

const changed = <Event extends CardEvent>(
  change: (data: Event['data']) => Partial<CardRow>,
): ProjectionHandler<Event> => ({
  reads: ({ data: { scheme, person } }) => [wants(cardTable, { scheme, person })],
  write: ({ data }, rows) => {
    const { scheme, person } = data;
    const known = rows.get(cardTable, { scheme, person }) ?? { scheme, person, issue: 1, photo: false };
    rows.set(cardTable, { ...known, ...change(data) });
  },
});

/** What is printed on cards besides names. */
export const cardsProjection: Projection<CardEvent> = {
  name: 'membership.card.v1',
  shard: 'membership',
  tables: [cardTable as unknown as Table],
  on: {
    'membership.CardRevoked': changed<Extract<CardEvent, { type: 'membership.CardRevoked' }>>(({ issue }) => ({
      issue: issue + 1,
    })),
    'membership.PhotoKept': changed(() => ({ photo: true })),
    'membership.PhotoRemoved': changed(() => ({ photo: false })),
  },
};
