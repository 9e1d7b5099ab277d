import { createHash } from 'node:crypto';
import { addDays, type Day } from '#kernel';
import type { PackageDocument } from '../src/http/package-document.js';
import type { Ruling } from '../src/claim/claim.types.js';
import { ClaimsDesk, coveredBy, essentiel, line, price, yearFrom } from './claims-desk.js';

/** Chance that is the same each time: an integer below `below`. */
export const chanceFrom = (seed: number): ((below: number) => number) => {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** Tight on every side, so that a few dozen claims meet every limit from both sides. */
const tight: Partial<PackageDocument> = {
  deductible: 500,
  pendedDays: 5,
  resubmissionDays: 10,
  exceptions: { yearly: 6000 },
  ceilings: { person: 9000, household: 14_000, categories: { IMAGING: 4000 } },
  prescription: { acts: ['DRUG'], generics: [{ item: 'AMOX', most: 2 }], mostMedicines: 1 },
  lines: [
    { act: 'CONS', category: 'CONSULTATION', rate_bps: 8000, limits: { number: 5, everyDays: 3 } },
    { act: 'DRUG', category: 'MEDICINE', rate_bps: 7500, limits: { quantity: 2 } },
    { act: 'IMG', category: 'IMAGING', rate_bps: 8000, limits: { amountPerAct: 3000 } },
    { act: 'HOSP', category: 'STAY', rate_bps: 7000, letter: true, limits: { amountPerStay: 6000 } },
    {
      act: 'DELIV',
      category: 'MATERNITY',
      rate_bps: 10_000,
      conditions: [{ kind: 'antenatal', act: 'ANC', minimum: 2, windowDays: 20 }],
    },
    { act: 'ANC', category: 'PREVENTION', rate_bps: 10_000, prevention: true },
  ],
};
const prices = ['CONS', 'IMG', 'HOSP', 'DELIV', 'ANC', 'SCAN'].map(act => price(act, 4000));
const tariff = [...prices, price('DRUG', 300), price('DRUG', 1200, 'AMOX')];

/** What happens at a desk in some weeks: claims of every kind, what people rule, what is told late. */
export class Story {
  private readonly desk = new ClaimsDesk(essentiel(tight), tariff);
  private readonly chance: (below: number) => number;
  private claims = 0;
  private told = 0;

  constructor(seed: number) {
    this.chance = chanceFrom(seed);
    for (const person of ['AWA', 'ISSA']) this.desk.note(person, coveredBy(yearFrom('2025-01-01')));
  }

  /** One thing that happens: what it was, what was answered, and the fingerprint of all that was decided and recorded. */
  step(): string {
    const before = this.desk.decisions.length;
    const [what, answered] = this.happens();
    const decided = JSON.stringify(this.desk.decisions.slice(before));
    return `${what}: ${answered} ${createHash('sha256').update(decided).digest('hex').slice(0, 12)}`;
  }

  private happens(): [string, string] {
    const ways = [
      ...Array.from({ length: 9 }, () => () => this.submit()),
      () => this.reverse(),
      () => this.review(),
      () => this.review(),
      () => this.rule(),
      () => this.rule(),
      () => this.appeal(),
      () => this.tell(),
      () => this.letter(),
      () => this.cover(),
      () => this.again(),
      () => this.remit(),
    ];
    return this.of(ways)();
  }

  private of<Item>(items: readonly Item[]): Item {
    return items[this.chance(items.length)]!;
  }

  private day(): Day {
    return addDays('2025-05-01', this.chance(30));
  }

  private someClaim(): string {
    const recent = Math.max(1, this.claims - this.chance(5));
    return `C${this.chance(6) === 0 ? this.chance(this.claims + 1) : recent}`;
  }

  private submit(): [string, string] {
    // Now and then a claim is told again, or its number is used for another.
    const claim = this.chance(8) === 0 ? this.someClaim() : `C${(this.claims += 1)}`;
    const on = this.day();
    const lines = Array.from({ length: 1 + this.chance(2) }, () => {
      const act = this.of(['CONS', 'CONS', 'DRUG', 'IMG', 'HOSP', 'DELIV', 'ANC', 'SCAN', 'XYZ']);
      const item = act === 'DRUG' && this.chance(2) === 0 ? { item: 'AMOX' } : {};
      return line(act, 500 * (1 + this.chance(10)), { quantity: 1 + this.chance(3), ...item });
    });
    const earlier = this.someClaim();
    const resubmits = { claim: earlier, decidedOn: addDays(on, 1), filedInTime: this.chance(2) === 0 };
    const answered = this.desk.tryToSubmit(claim, {
      ...{ on, lines, person: this.of(['AWA', 'AWA', 'ISSA', 'FATOU']) },
      provider: this.of(['CSPS-1', 'CSPS-1', 'HD-1', 'PH-1', 'CLINIQUE']),
      emergency: this.chance(5) === 0,
      receivedOn: addDays(on, this.of([0, 1, 5, 90, 91])),
      ...(this.chance(6) === 0 ? { admittedOn: on, dischargedOn: addDays(on, this.chance(4)) } : {}),
      ...(this.chance(6) === 0 ? { prescriber: 'MED-1' } : {}),
      ...(this.chance(9) === 0 ? { host: 'B' } : {}),
      ...(this.chance(7) === 0 ? { diagnosis: this.of(['B05', 'A37']) } : {}),
      ...(this.chance(6) === 0 ? { resubmits } : {}),
    });
    return [`submit ${claim}`, answered];
  }

  private reverse(): [string, string] {
    const claim = this.someClaim();
    const on = addDays('2025-04-28', this.chance(120));
    const withdrawn = this.chance(3) === 0;
    return [`reverse ${claim}`, withdrawn ? this.desk.withdraw(claim, on) : this.desk.reverse(claim, on)];
  }

  private review(): [string, string] {
    const claim = this.someClaim();
    const by = { actor: this.of(['clerk', 'manager', 'doctor']), on: this.day() };
    const asked = this.of([
      { type: 'OpenReview', because: 'requested', note: 'à voir', ...by } as const,
      { type: 'OpenReview', because: 'sampled', note: 'tirage', ...by } as const,
      { type: 'AssignReview', to: this.of(['doctor', 'board']), ...by } as const,
      {
        ...({ type: 'RecordFeedback', ...by } as const),
        feedback: `F${this.chance(6)}`,
        careReceived: this.chance(4) > 0,
        paid: this.of([null, 0, 200, 5000]),
        satisfaction: this.of([null, 1, 5]),
        words: 'merci',
        recordedOn: addDays(by.on, this.chance(3) - 1),
      },
    ]);
    return [`${asked.type} ${claim}`, this.desk.onReview(claim, asked)];
  }

  private ruling(): Ruling {
    const ruling = this.of(['accept', 'reject', 'reduce', 'exception'] as const);
    const capped = ruling === 'reduce' || (ruling === 'exception' && this.chance(2) === 0) || this.chance(9) === 0;
    const to = capped ? { to: 500 * this.chance(8) } : {};
    return { line: this.of([1, 1, 2, 3]), ruling, note: 'vu', ...to };
  }

  private rule(): [string, string] {
    const claim = this.someClaim();
    const rulings = Array.from({ length: 1 + this.chance(2) }, () => this.ruling());
    const by = { actor: this.of(['clerk', 'manager', 'doctor', 'doctor']), on: this.day() };
    const asks = { type: 'OpenReview', because: 'requested', note: 'à voir', actor: 'manager', on: by.on } as const;
    if (this.chance(3) > 0) this.desk.onReview(claim, asks);
    return [`rule ${claim}`, this.desk.onReview(claim, { type: 'DecideReview', rulings, reason: 'vu', ...by })];
  }

  private appeal(): [string, string] {
    const claim = this.someClaim();
    const by = { actor: this.of(['member-desk', 'manager', 'board']), on: this.day() };
    if (this.chance(2) === 0) {
      const decidedOn = this.of([by.on, addDays(by.on, -30), addDays(by.on, -31), addDays(by.on, 1)]);
      const recordedOn = addDays(by.on, this.chance(3) - 1);
      const asked = { type: 'AppealClaim', grounds: 'erreur', decidedOn, recordedOn, appealDays: 30, ...by } as const;
      return [`appeal ${claim}`, this.desk.onReview(claim, asked)];
    }
    const outcome = this.of(['accepted', 'rejected'] as const);
    const rulings = this.chance(2) === 0 ? [] : [this.ruling()];
    const asked = { type: 'DecideAppeal', outcome, rulings, reason: 'vu', ...by } as const;
    return [`appeal ${claim} ${outcome}`, this.desk.onReview(claim, asked)];
  }

  private tell(): [string, string] {
    const person = this.of(['AWA', 'ISSA', 'FATOU']);
    if (this.chance(3) === 0) {
      const patient = { bornOn: this.of(['1994-03-02', '2024-04-10']), sex: this.of(['F', 'M'] as const) };
      return [`describe ${person}`, this.desk.describe(person, { ...patient, relation: 'child' }, this.day())];
    }
    const held = this.day();
    const answered = this.desk.attest(`S${this.chance(12)}`, held, addDays(held, this.chance(3) - 1), person);
    return [`attest ${person}`, answered];
  }

  private letter(): [string, string] {
    const id = `L${this.chance(6)}`;
    if (this.chance(3) === 0) return [`release ${id}`, this.desk.release(id, this.day())];
    const issuedOn = this.day();
    const lastDay = addDays(issuedOn, this.chance(12) - 1);
    const asked = { person: this.of(['AWA', 'ISSA', 'FATOU']), act: this.of(['HOSP', 'HOSP', 'SCAN']) };
    return [`letter ${id}`, this.desk.letter(id, { ...asked, cap: 1000 * (1 + this.chance(5)), issuedOn, lastDay })];
  }

  private cover(): [string, string] {
    const person = this.of(['AWA', 'ISSA', 'FATOU']);
    const grace = { to: '2025-05-15', graceUntil: '2025-05-20' };
    const cover = this.of([
      coveredBy(yearFrom('2025-01-01')),
      coveredBy(yearFrom('2025-05-10', { waitingFrom: '2025-04-10' })),
      coveredBy(
        yearFrom('2025-01-01', { suspensions: [{ from: '2025-05-12', until: this.of([null, '2025-05-20']) }] }),
      ),
      coveredBy(yearFrom('2025-01-01', grace)),
      coveredBy(yearFrom('2025-01-01', { ...grace, graceUntil: null, ended: 'lapsed' })),
      { ...coveredBy(yearFrom('2025-01-01')), diedOn: '2025-05-14' },
      { ...coveredBy(yearFrom('2025-05-20')), undeclared: { from: '2025-05-01', to: '2025-05-19' } },
    ]);
    // An older telling may come after a newer one.
    if (this.chance(4) === 0) this.desk.note(person, cover, 1);
    else this.desk.note(person, cover);
    return [`cover ${person}`, String(++this.told)];
  }

  private again(): [string, string] {
    const claim = this.someClaim();
    if (this.chance(2) === 0) return [`over ${claim}`, this.desk.dayOver(claim, this.day())];
    if (this.chance(4) === 0) {
      this.desk.envelope(`E${this.chance(3)}`, 1000 * this.chance(6), {
        parts: [{ acts: this.of([['CONS'], ['SCAN'], null]), of: this.of(['act', 'copay'] as const), rate_bps: 5000 }],
        priority: 1 + this.chance(2),
        closed: this.chance(5) === 0,
      });
      return ['envelope', String(++this.told)];
    }
    return [`again ${claim}`, this.desk.readjudicate(claim)];
  }

  private remit(): [string, string] {
    const claim = this.someClaim();
    const undone = this.chance(3) === 0 ? ({ undone: true } as const) : {};
    return [`remit ${claim}`, this.desk.markRemitted(claim, `R${this.chance(3)}`, 800, this.day(), undone)];
  }
}
