import type { Day, DomainEvent } from '#kernel';
import { beneficiaryFold, type BeneficiaryState, householdIn } from '../src/beneficiary/beneficiary.state.js';
import { claimAnswer, type ClaimAnswer } from '../src/claim/claim.answer.js';
import { guardedClaimDecider } from '../src/claim/guarded-claim.decider.js';
import { concerns, type Funding } from '../src/claim/programme-offers.js';
import { programmeActKeyParts, useKeyParts } from '../src/programme/programme.types.js';
import { claimDecider } from '../src/claim/claim.decider.js';
import { amendmentDecider } from '../src/claim/amendment/amendment.decider.js';
import type { AmendedClaim } from '../src/claim/amendment/amendment.types.js';
import type { ClaimCommand, ReverseClaim } from '../src/claim/claim.commands.js';
import type { ReviewCommand } from '../src/claim/review/review.commands.js';
import {
  type ClaimContent,
  type ClaimLine,
  type DecidedBecause,
  type SubmittedClaim,
} from '../src/claim/claim.types.js';
import type { ClaimState } from '../src/claim/claim.state.js';
import { resubmitting } from '../src/claim/resubmission/resubmit-claim.js';
import { strangerClaimDecider } from '../src/claim/stranger-claim.decider.js';
import { attestSessionDecider } from '../src/household/attest-session.decider.js';
import { describePersonDecider } from '../src/household/describe-person.decider.js';
import type { IssueLetter } from '../src/household/household.commands.js';
import type { HouseholdState } from '../src/household/household.state.js';
import { actKeyParts, type Patient, type PersonCover } from '../src/household/household.types.js';
import { letterDecider } from '../src/household/letter.decider.js';
import { noteCoverDecider } from '../src/household/note-cover.decider.js';
import type { PackageDocument } from '../src/http/package-document.js';
import { versionOn } from '../src/package/package.state.js';
import type { PackageVersion } from '../src/package/package.types.js';

import { DeskTerms, household, scheme } from './desk-terms.js';
import { coveredBy, essentiel, price, yearFrom } from './examples.js';

export { type AskedEnvelope } from './desk-terms.js';
export * from './examples.js';

export interface AskedClaim extends Partial<Omit<SubmittedClaim, 'claim' | 'scheme' | 'person' | 'serviceDate'>> {
  readonly on: Day;
  readonly person?: string;
  readonly lines: readonly ClaimLine[];
  readonly diagnosis?: string | null;
}

type AskedOf<Command> = Command extends ReviewCommand
  ? Omit<Command, 'scheme' | 'claim' | 'household' | 'facts' | 'enteredBy'>
  : never;
export type ReviewAsked = AskedOf<ReviewCommand>;
export type AskedLetter = Pick<IssueLetter, 'person' | 'act' | 'cap' | 'issuedOn' | 'lastDay'>;

/** Deciders over streams in memory, and the reactions that follow: what a claims officer sees, without a server. */
export class ClaimsDesk extends DeskTerms {
  /** A household of one adult, covered in 2025. */
  static openFor(version?: PackageVersion, cover: PersonCover = coveredBy(yearFrom('2025-01-01'))): ClaimsDesk {
    const desk = new ClaimsDesk(version);
    desk.note('AWA', cover);
    return desk;
  }

  letter(letter: string, { person, act, ...asked }: AskedLetter): string {
    const governing = versionOn(this.packages, asked.issuedOn);
    const { filingDays = 0, ceilings } = governing?.version ?? {};
    const terms = {
      inPackage: governing?.lines.has(act) ?? false,
      filingDays,
      person: ceilings?.person ?? null,
      household: ceilings?.household ?? null,
    };
    const key = this.keyOf(...actKeyParts(person, act));
    const streams = { household: `household-${household}` };
    const about = { letter, household, scheme, person, provider: 'HD-1', act, key, package: terms, ...asked };
    return this.streams.joint(letterDecider, streams, { type: 'IssueLetter', ...about });
  }

  release(letter: string, releasedOn: Day = '2025-06-01'): string {
    const streams = { household: `household-${household}` };
    return this.streams.joint(letterDecider, streams, { type: 'ReleaseLetter', letter, household, scheme, releasedOn });
  }

  note(person: string, cover: PersonCover, revision = ++this.sequence): void {
    this.streams.joint(
      noteCoverDecider,
      { household: `household-${household}`, beneficiary: `beneficiary-${person}` },
      {
        type: 'NoteCover',
        household,
        scheme,
        person,
        cover: { ...cover, product: 'ESSENTIEL', revision },
        because: 'told',
        origin: 'm',
        effectiveAt: '2025-01-01',
      },
    );
  }

  describe(person: string, patient: Patient, describedOn: Day = '2026-01-01'): string {
    const streams = { household: `household-${household}` };
    const command = { type: 'DescribePerson', household, scheme, person, patient, describedOn } as const;
    return this.streams.joint(describePersonDecider, streams, command);
  }

  attest(attestation: string, heldOn: Day, recordedOn: Day = heldOn, person = 'AWA', act = 'ANC'): string {
    const key = this.keyOf(...actKeyParts(person, act));
    return this.streams.joint(
      attestSessionDecider,
      { household: `household-${household}` },
      {
        type: 'AttestSession',
        attestation,
        household,
        person,
        provider: 'CSPS-1',
        act,
        heldOn,
        recordedOn,
        key,
      },
    );
  }

  submit(claim: string, asked: AskedClaim): ClaimAnswer {
    this.tryToSubmit(claim, asked);
    return this.answer(claim);
  }

  /** The reason of a refusal, `nothingToDo` or `accepted`. */
  tryToSubmit(claim: string, { on, person = 'AWA', lines, diagnosis = null, ...more }: AskedClaim): string {
    const submitted: SubmittedClaim = {
      claim,
      scheme,
      person,
      provider: 'CSPS-1',
      serviceDate: on,
      admittedOn: null,
      dischargedOn: null,
      receivedOn: on,
      emergency: false,
      recordedAt: `2026-01-01T00:00:00.${String(++this.sequence).padStart(3, '0')}Z`,
      ...more,
    };
    const content: ClaimContent = { lines, diagnosis };
    const facts = this.facts(submitted, content);
    const home = householdIn(this.streams.state<BeneficiaryState>(`beneficiary-${person}`, beneficiaryFold), scheme);
    const command = { type: 'SubmitClaim', claim: submitted, content, household: home, facts } as const;
    if (home === null) {
      const streams = { claim: `claim-${claim}`, beneficiary: `beneficiary-${person}` };
      return this.streams.joint(strangerClaimDecider, streams, command);
    }
    if (!submitted.resubmits) return this.decideClaim(claim, command, submitted, content);
    const earlier = `claim-${submitted.resubmits.claim}`;
    const streams = { claim: `claim-${claim}`, household: `household-${household}`, earlier };
    return this.streams.joint(resubmitting(claimDecider, submitted), streams, command);
  }

  protected override reconsider(claim: string): void {
    this.readjudicate(claim, 'coverChanged');
  }

  readjudicate(claim: string, because: DecidedBecause = 'requested', dayOver?: Day): string {
    const known = this.claim(claim);
    if (known.status === 'none' || !known.content) return 'unknown';
    const facts = this.facts(known.submitted, known.content);
    const command = { type: 'ReadjudicateClaim', claim, household, because, cause: 'e', facts, dayOver } as const;
    return this.decideClaim(claim, command, known.submitted, known.content);
  }

  /** Cancelled before it came. */
  park(of: AmendedClaim, on: Day): string {
    const asked = { kind: 'cancellation', reason: 'autre patient' } as const;
    return this.streams.one(`claim-${of.claim}`, amendmentDecider, { type: 'ParkAmendment', of, asked, on });
  }

  withdraw(claim: string, reversedOn: Day): string {
    return this.reverse(claim, reversedOn, { withdrawn: true });
  }

  reverse(claim: string, reversedOn: Day, more: Partial<ReverseClaim> = {}): string {
    const reason = 'erreur de saisie';
    const command = { type: 'ReverseClaim', claim, scheme, reversedOn, reason, ...more } as const;
    const known = this.claim(claim);
    const streams = { claim: `claim-${claim}`, household: `household-${household}` };
    if (known.status === 'none' || !known.content) return this.streams.joint(claimDecider, streams, command);
    return this.decideClaim(claim, command, known.submitted, known.content);
  }

  markRemitted(claim: string, remittance: string, amount: number, remittedOn: Day, more: object = {}): string {
    return this.streams.joint(
      claimDecider,
      { claim: `claim-${claim}`, household: `household-${household}` },
      { type: 'MarkRemitted', claim, remittance, amount, remittedOn, ...more },
    );
  }

  /** What people ask and rule; `looks` is what the handler looks up for those who rule. */
  onReview(claim: string, asked: ReviewAsked): string {
    const known = this.claim(claim);
    if (known.status === 'none' || !known.content) return 'unknown';
    const looks = { household, enteredBy: 'clerk', facts: this.facts(known.submitted, known.content) };
    const command = { scheme, claim, ...looks, ...asked } as ClaimCommand;
    return this.decideClaim(claim, command, known.submitted, known.content);
  }

  /** A day of the scheme is over. */
  dayOver(claim: string, dayOver: Day): string {
    return this.readjudicate(claim, 'deadlinePassed', dayOver);
  }

  answer(claim: string): ClaimAnswer {
    const answer = claimAnswer(this.claim(claim));
    if (!answer) throw new Error(`no claim ${claim}`);
    return answer;
  }

  claim(claim: string): ClaimState {
    return this.streams.state(`claim-${claim}`, claimDecider.folds.claim);
  }

  get household(): HouseholdState {
    return this.streams.state(`household-${household}`, claimDecider.folds.household);
  }

  eventsOf(stream: string): readonly DomainEvent[] {
    return this.streams.of(stream);
  }

  get decisions(): readonly unknown[] {
    return this.streams.decisions;
  }

  get log(): readonly DomainEvent[] {
    return this.streams.log;
  }

  /** As the handler does: where an envelope may have a say, its stream moves with the others. */
  private decideClaim(id: string, command: ClaimCommand, { claim }: SubmittedClaim, content: ClaimContent): string {
    const streams = { claim: `claim-${id}`, household: `household-${household}` };
    const use = this.keyOf(...useKeyParts(claim));
    const acts = Object.fromEntries(content.lines.map(({ act }) => [act, this.keyOf(...programmeActKeyParts(act))]));
    const funding: Funding = { programmes: this.programmes, household, use, acts };
    const excepted = 'rulings' in command || this.eventsOf('exceptions').length > 0;
    if (!concerns(funding) && !excepted) return this.streams.joint(claimDecider, streams, command);
    const asked =
      concerns(funding) && 'facts' in command ? { ...command, facts: { ...command.facts, funding } } : command;
    return this.streams.joint(
      guardedClaimDecider,
      { ...streams, programmes: 'programmes', exceptions: 'exceptions' },
      { asked, use, standIns: this.standIns(claim) },
    );
  }
}

/** A desk for AWA whose tariff recognises nearly whatever is billed, for examples that begin with the allowed amount. */
export const open = (change: Partial<PackageDocument> = {}, cover = coveredBy(yearFrom('2025-01-01'))): ClaimsDesk => {
  const dear = ['CONS', 'DRUG', 'IMG', 'HOSP'].map(act => price(act, 1_000_000));
  const usual = [price('DELIV', 6000), price('ANC', 500), price('CSEC', 60_000), price('DRUG', 1200, 'AMOX')];
  const desk = new ClaimsDesk(essentiel(change), [...dear, ...usual]);
  desk.note('AWA', cover);
  return desk;
};
