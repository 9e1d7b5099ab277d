import type { Day, Minor } from '#kernel';
import type { NotedCover, Patient } from './household.types.js';

/** Writes down what membership told about one person's cover. */
export interface NoteCover {
  readonly type: 'NoteCover';
  readonly household: string;
  readonly scheme: string;
  readonly person: string;
  readonly cover: NotedCover;
  readonly because: string;
  /** Message that told it. */
  readonly origin: string;
  readonly effectiveAt: Day;
}

/** A provider attests an antenatal session held on a day. `key`: the act's opaque key for this person. */
export interface AttestSession {
  readonly type: 'AttestSession';
  readonly attestation: string;
  readonly household: string;
  readonly person: string;
  readonly provider: string;
  readonly act: string;
  readonly heldOn: Day;
  readonly recordedOn: Day;
  readonly key: string;
}

/** Says how old a person is, and of which sex, as seen on a paper; a later one corrects it. */
export interface DescribePerson {
  readonly type: 'DescribePerson';
  readonly household: string;
  readonly scheme: string;
  readonly person: string;
  readonly patient: Patient;
  readonly describedOn: Day;
}

/** Allows a stay beforehand, up to an amount. What was looked up: the act's key, ceilings and the days to file. */
export interface IssueLetter {
  readonly type: 'IssueLetter';
  readonly letter: string;
  readonly household: string;
  readonly scheme: string;
  readonly person: string;
  readonly provider: string;
  readonly act: string;
  readonly cap: Minor;
  readonly issuedOn: Day;
  readonly lastDay: Day;
  readonly key: string;
  readonly package: LetterTerms | null;
}

export interface LetterTerms {
  readonly inPackage: boolean;
  readonly filingDays: number;
  readonly person: Minor | null;
  readonly household: Minor | null;
}

/** Gives back a letter nobody drew on. */
export interface ReleaseLetter {
  readonly type: 'ReleaseLetter';
  readonly letter: string;
  readonly household: string;
  readonly scheme: string;
  readonly releasedOn: Day;
}

export type LetterCommand = IssueLetter | ReleaseLetter;
