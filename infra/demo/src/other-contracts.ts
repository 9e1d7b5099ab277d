import { addDays, addMonths, type Day, firstOfMonth } from '#kernel';
import type { Calendar } from './calendar.js';
import type { DemoStep, OperationName, Operations } from './operations.js';
import type { DemoScheme } from './schemes.js';

const waterGrant = 'PUITS-ZABRE';
const schoolFund = 'BOURSES-ECOLE';
const familySupport = 'APPUI-FAMILLES';
const waterFunder = 'EAU-POUR-TOUS';
const schoolFunder = 'UNE-ECOLE';
const atWork = 451;
/** Children for whom a family saves; they are of the first households of the register. */
const savers = 4;
const households = [1, 2, 3, 4, 5, 6];

/**
 * Contracts of other kinds beside the matched fund: a grant for wells in villages, paid by tranches; scholarships that
 * match what families save for school; a partner that takes in so many households each quarter.
 */
export class OtherContracts {
  private readonly period: { readonly from: Day; readonly to: Day };

  constructor(
    private readonly calendar: Calendar,
    private readonly scheme: DemoScheme,
  ) {
    this.period = { from: calendar.day(0), to: calendar.day(calendar.last) };
  }

  *morning(day: number): Iterable<DemoStep> {
    const on = this.calendar.day(day);
    if (day === 1) yield* this.signed(on);
    if (day === 2) yield this.step(on, 'RecordFunding', this.schoolMoney(on));
    yield* this.wells(on, day);
    if (day >= 10 && on.endsWith('-10')) yield* this.referrals(on);
    yield* this.school(on);
  }

  private *signed(on: Day): Iterable<DemoStep> {
    const { from, to } = this.period;
    yield this.step(on, 'RegisterFunder', { funder: waterFunder, name: 'Eau pour tous (démonstration)' });
    yield this.step(on, 'RegisterFunder', { funder: schoolFunder, name: 'Une école pour chacun (démonstration)' });
    yield this.step(on, 'SignGrant', {
      ...{ grant: waterGrant, funder: waterFunder, currency: 'XOF', period: { from, to }, signedOn: on },
      villages: this.scheme.sections.slice(0, 6).map(({ section }) => section),
      categories: ['wells', 'training'],
      tranches: [{ amount: 2_000_000 }, { amount: 3_000_000, afterJustifiedPercent: 80 }],
      reportsDue: [addDays(addMonths(from, 2), 14)],
    });
    const terms = { share: { of: 'gross' as const, percent: 100 }, capPerHousehold: 8_000, window: { from, to } };
    const contract = { version: '1', ...terms, duties: [{ duty: 'rapport', party: 'federation' as const, dueOn: to }] };
    yield this.step(on, 'OpenFund', { fund: schoolFund, funder: schoolFunder, currency: 'XOF', contract });
    const name = 'Association d’appui aux familles (démonstration)';
    const needs = ['psychological', 'legal', 'funeral'];
    yield this.step(on, 'RegisterPartner', { partner: familySupport, name, needs, formal: true, registeredOn: on });
    for (let start = from; start <= to; start = addMonths(start, 3)) {
      const period = { from: start, to: addDays(addMonths(start, 3), -1) };
      const terms = { partner: familySupport, quota: `T-${start}`, period, households: 2, agreedOn: on };
      yield this.step(on, 'AgreePartnerQuota', terms);
    }
  }

  private schoolMoney(on: Day): Operations['RecordFunding'] {
    return { fund: schoolFund, reference: `BOURSES-${on}`, amount: 60_000, receivedOn: on };
  }

  /** The first tranche is spent village by village; once four fifths are justified the second one comes. */
  private *wells(on: Day, day: number): Iterable<DemoStep> {
    const arrives = [20, 85].indexOf(day);
    if (arrives >= 0) {
      const money = { grant: waterGrant, tranche: arrives + 1, reference: `PUITS-${on}`, receivedOn: on };
      yield this.step(on, 'ReleaseGrantTranche', money);
    }
    const dug = [30, 45, 60, 75].indexOf(day);
    if (dug < 0) return;
    const { section: village } = this.scheme.sections[dug]!;
    const spent = { category: 'wells', village, amount: 400_000, spentOn: on };
    yield this.step(on, 'RecordGrantExpense', { grant: waterGrant, expense: `PUITS-${dug + 1}`, ...spent });
  }

  /** One household each month, two in each quarter at most: the third waits for the next quota. */
  private *referrals(on: Day): Iterable<DemoStep> {
    const { scheme } = this.scheme;
    const household = this.household(households[Number(on.slice(5, 7)) % households.length]!);
    const referral = `ORIENT-${on.slice(0, 7)}`;
    const need = { need: 'legal', decision: `PV-${on.slice(0, 7)}`, identifiedOn: on };
    yield this.step(on, 'ReferHousehold', { scheme, partner: familySupport, referral, household, ...need });
  }

  /** Families save in July and August; school begins in October, and says in November who is there. */
  private *school(on: Day): Iterable<DemoStep> {
    const { scheme } = this.scheme;
    const [year, month, dayOfMonth] = [Number(on.slice(0, 4)), on.slice(5, 7), on.slice(8, 10)];
    for (let saver = 1; saver <= savers; saver += 1) {
      const account = `EPARGNE-${saver}`;
      const own = { scheme, account };
      if (on === firstOfMonth(on) && month === '07' && year === Number(this.period.from.slice(0, 4))) {
        const household = this.household(saver);
        const opened = {
          household,
          child: `${household}-03`,
          fund: schoolFund,
          currency: 'XOF' as const,
          openedOn: on,
        };
        yield this.step(on, 'OpenEducationAccount', { ...own, ...opened });
      }
      if (dayOfMonth === '15' && (month === '07' || month === '08')) {
        const deposit = { schoolYear: year, amount: 2_500 * saver, depositedOn: on };
        yield this.step(on, 'DepositSavings', { ...own, reference: `DEPOT-${saver}-${on}`, ...deposit });
      }
      // One of them did not bring the paper.
      if (dayOfMonth !== '05' || month !== '11' || saver === savers) continue;
      const proof = `CERT-${saver}-${year}`;
      yield this.step(on, 'AcceptSchoolProof', { ...own, schoolYear: year, proof, provedOn: on });
      const bill = { schoolYear: year, amount: 5_000, paidOn: on };
      yield this.step(on, 'PaySchool', { ...own, reference: `ECOLE-${saver}-${year}`, ...bill });
    }
    if (dayOfMonth !== '31' || month !== '12') return;
    yield this.step(on, 'SettleFund', { fund: schoolFund, reference: `REGL-ECOLE-${year}`, settledOn: on });
  }

  private household(index: number): string {
    return `${this.scheme.letter}${String(index).padStart(5, '0')}`;
  }

  private step<Name extends OperationName>(on: Day, operation: Name, input: Operations[Name]): DemoStep {
    // The operation and its input were checked against each other by the parameters.
    return { on, at: atWork, operation, input } as unknown as DemoStep;
  }
}
