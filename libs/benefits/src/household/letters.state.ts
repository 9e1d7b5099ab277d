import { type Day, type Minor, type Period, within } from '#kernel';
import type { Booking, HeldLetter, Letter } from './household.types.js';

/** A household's guarantee letters by id. */
export type Letters = ReadonlyMap<string, HeldLetter>;

export const issued = (letters: Letters, issue: Letter): Letters => {
  const { letter, person, provider, key, cap, reserved, issuedOn, lastDay, reservedUntil } = issue;
  const held = { letter, person, provider, key, cap, reserved, issuedOn, lastDay, reservedUntil };
  return new Map(letters).set(letter, { ...held, usedBy: null, releasedOn: null });
};

export const released = (letters: Letters, letter: string, releasedOn: Day): Letters => {
  const held = letters.get(letter);
  return held ? new Map(letters).set(letter, { ...held, releasedOn }) : letters;
};

/** A claim that is paid on a letter uses it up; when it is decided otherwise the letter is free for another. */
export const withUse = (letters: Letters, { claim, status, letter: named }: Booking): Letters => {
  if (letters.size === 0) return letters;
  const next = new Map(letters);
  for (const [id, held] of letters) {
    if (id === named && status === 'approved') next.set(id, { ...held, usedBy: claim });
    else if (held.usedBy === claim) next.set(id, { ...held, usedBy: null });
  }
  return next;
};

/** What letters keep free on a day: of the whole household, and of one person. */
export const reservedOn = (
  letters: Letters,
  { person, own, whole, asOf, besides }: ReservationAsked,
): { readonly household: Minor; readonly person: Minor } => {
  const sums = { household: 0, person: 0 };
  for (const held of letters.values()) {
    const open = held.usedBy === null && held.releasedOn === null && asOf <= held.reservedUntil;
    if (!open || held.letter === besides || !within(whole, held.issuedOn)) continue;
    sums.household += held.reserved;
    if (held.person === person && within(own, held.issuedOn)) sums.person += held.reserved;
  }
  return sums;
};

export interface ReservationAsked {
  readonly person: string;
  readonly own: Period;
  readonly whole: Period;
  /** The day of the question: an expired reservation holds nothing any more. */
  readonly asOf: Day;
  /** A letter the asker draws on itself. */
  readonly besides?: string;
}

/** The letter an admission draws on, or the expired one it would have drawn on. */
export const letterFor = (
  letters: Letters,
  asked: {
    readonly person: string;
    readonly provider: string;
    readonly key: string;
    readonly on: Day;
    readonly claim: string;
  },
): { readonly letter: HeldLetter; readonly valid: boolean } | null => {
  let expired: HeldLetter | null = null;
  for (const held of letters.values()) {
    const free = held.usedBy === null || held.usedBy === asked.claim;
    const about = held.person === asked.person && held.provider === asked.provider && held.key === asked.key;
    if (!free || !about || held.releasedOn !== null || asked.on < held.issuedOn) continue;
    if (asked.on <= held.lastDay) return { letter: held, valid: true };
    expired = held;
  }
  return expired && { letter: expired, valid: false };
};
