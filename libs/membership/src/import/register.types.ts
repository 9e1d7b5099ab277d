import type { Day, Minor } from '#kernel';
import type { NewPerson } from '../household/household.commands.js';
import type { RegisterProblem } from './register.problems.js';

export interface RegisterOptions {
  readonly scheme: string;
  /** The benefit product the households join. */
  readonly product: string;
  /** Codes of the scheme's open sections. */
  readonly sections: readonly string[];
  /** Where the scheme is. */
  readonly today: Day;
  /** Second person who approves papers entered long after their date; not the one who imports. */
  readonly approvedBy?: string;
  /** The group the households join, and pay with, from the day they enrol. */
  readonly group?: string;
}

/** A row of the file, one person. `cells` are as written. */
export interface RegisterRow {
  /** Line of the text file on which the row begins; the header has 1 unless empty lines come first. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The file as it was written, to be given back with what is wrong. */
export interface RegisterSource {
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1252';
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: readonly RegisterRow[];
}

interface EnrolHousehold {
  readonly household: string;
  readonly product: string;
  readonly section: string;
  readonly policyholder: string;
  readonly persons: readonly NewPerson[];
  readonly enrolledOn: Day;
  readonly approvedBy?: string;
}

interface TakeOverCover {
  readonly household: string;
  readonly from: Day;
  readonly to: Day;
  readonly waitingFrom?: Day;
}

interface JoinGroup {
  readonly group: string;
  readonly household: string;
  readonly on: Day;
}

/** @unit `amount`: francs, a currency without smaller unit. */
interface RecordReceipt {
  readonly receipt: string;
  readonly household: string;
  readonly amount: Minor;
  readonly receivedOn: Day;
  readonly approvedBy?: string;
}

type Asking<Operation extends string, Input> = {
  /** `import:<scheme>:<household>:<operation>`: the same file asks for the same thing once, however often it is read. */
  readonly key: string;
  readonly operation: Operation;
  readonly input: Input;
};

/** What the import asks for, under the names of the operations of the API, in the order in which they are sent. */
export type RegisterOperation =
  | Asking<'EnrolHousehold', EnrolHousehold>
  | Asking<'JoinGroup', JoinGroup>
  | Asking<'TakeOverCover', TakeOverCover>
  | Asking<'RecordReceipt', RecordReceipt>;

/** A household that is whole and without error. */
export interface RegisterHousehold {
  readonly household: string;
  readonly section: string;
  readonly lines: readonly number[];
  /** In order: the household, its group, its cover, its receipts. */
  readonly operations: readonly RegisterOperation[];
}

export interface Register {
  readonly households: readonly RegisterHousehold[];
  /** A household with an error is left out whole; an error of the file leaves every household out. */
  readonly errors: readonly RegisterProblem[];
  readonly warnings: readonly RegisterProblem[];
  /** Households left out, by id. */
  readonly leftOut: readonly string[];
  /** Lines of their rows, and of rows that belong to no household. */
  readonly leftOutLines: readonly number[];
  readonly source: RegisterSource;
}
