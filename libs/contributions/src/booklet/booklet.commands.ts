import type { Day } from '#kernel';

interface BookletContext {
  readonly scheme: string;
  readonly recordedOn: Day;
}

/** A printed booklet of receipts is handed to whoever writes them. Both numbers are inside. */
export interface IssueBooklet extends BookletContext {
  readonly type: 'IssueBooklet';
  readonly booklet: string;
  readonly from: string;
  readonly to: string;
  readonly holder: string;
  readonly issuedOn: Day;
}

/** The booklet comes back. `used`: its numbers that are entered, by the edge; `unused`: the blank ones still in it. */
export interface ReturnBooklet extends BookletContext {
  readonly type: 'ReturnBooklet';
  readonly booklet: string;
  readonly returnedOn: Day;
  readonly unused: readonly string[];
  readonly used: readonly string[];
}

export type BookletCommand = IssueBooklet | ReturnBooklet;
