import type { Day, DomainEvent } from '#kernel';

interface AtPlace {
  readonly scheme: string;
  readonly place: string;
  readonly item: string;
  readonly quantity: number;
  /** What the place has of the item since. */
  readonly left: number;
}

/** Things arrived at a place, or were counted otherwise when `quantity` is negative. @source a delivery note's number */
export type StockReceived = DomainEvent<
  'benefits.StockReceived',
  1,
  AtPlace & { readonly reference: string; readonly receivedOn: Day },
  undefined
>;

/** Things left a place for a member. */
export type StockHandedOver = DomainEvent<
  'benefits.StockHandedOver',
  1,
  AtPlace & { readonly handover: string; readonly handedOverOn: Day },
  undefined
>;

export type StockEvent = StockReceived | StockHandedOver;

/** What a member received in kind. It counts towards the package's quota; it is no money and sees no ceiling. */
export type ItemReceived = DomainEvent<
  'benefits.ItemReceived',
  1,
  {
    readonly handover: string;
    readonly household: string;
    readonly scheme: string;
    readonly person: string;
    readonly item: string;
    readonly quantity: number;
    readonly place: string;
    readonly receivedOn: Day;
  },
  undefined
>;
