import type { Calendar } from './calendar.js';
import { Chance } from './chance.js';
import type { DemoStep, OperationName, Operations } from './operations.js';
import { type Household, newcomer, type Person } from './people.js';
import type { Setting } from './setting.js';

export interface ToldStep {
  readonly day: number;
  readonly step: DemoStep;
}

/** Office hours of each desk, in minutes of the day, one after the other: forms, money, claims, corrections. */
const desks = {
  EnrolHousehold: [480, 529],
  TakeOverCover: [530, 549],
  AddPerson: [550, 559],
  DeclareBirth: [560, 574],
  RecordDeath: [575, 589],
  RecordReceipt: [600, 720],
  AttestSession: [721, 760],
  SubmitClaim: [761, 960],
  ReverseClaim: [961, 1000],
  VoidReceipt: [1001, 1040],
  CancelEnrolment: [1041, 1080],
} as const satisfies Partial<Record<OperationName, readonly [number, number]>>;
type Desk = keyof typeof desks;

/** A household's story while it is told: who lives there, and what was asked so far. */
export class Telling {
  readonly steps: ToldStep[] = [];
  readonly chance: Chance;
  readonly calendar: Calendar;
  readonly members: Member[];
  private receipts = 0;
  private claims = 0;

  constructor(
    readonly household: Household,
    readonly setting: Setting,
  ) {
    this.calendar = setting.calendar;
    this.chance = new Chance(setting.seed, household.household, 'story');
    this.members = household.people.map(person => ({
      person,
      since: -Infinity,
      until: Infinity,
      lastChild: -Infinity,
    }));
  }

  /** What falls outside the calendar is not told. */
  tell<Name extends Desk>(
    day: number,
    operation: Name,
    input: Omit<Operations[Name], 'scheme'>,
    accepts?: readonly string[],
  ): void {
    if (day < 0 || day > this.calendar.last) return;
    const [opens, closes] = desks[operation];
    const at = this.chance.int(opens, closes);
    const { scheme } = this.household.scheme;
    const step = {
      on: this.calendar.day(day),
      at,
      operation,
      input: { scheme, ...input },
      ...(accepts && { accepts }),
    };
    // The operation and its input were checked against each other by the parameters.
    this.steps.push({ day, step: step as unknown as DemoStep });
  }

  nextReceipt(): string {
    this.receipts += 1;
    return `${this.household.household}-R${this.receipts}`;
  }

  nextClaim(): string {
    this.claims += 1;
    return `${this.household.household}-C${String(this.claims).padStart(2, '0')}`;
  }

  welcome(role: Pick<Person, 'relation' | 'sex' | 'born'>, since: number): Person {
    const person = newcomer(this.household, this.members.length + 1, this.chance, this.calendar, role);
    this.members.push({ person, since, until: Infinity, lastChild: -Infinity });
    return person;
  }

  living(day: number): readonly Member[] {
    return this.members.filter(({ since, until }) => since <= day && day <= until);
  }
}

/** Days from and to which somebody is of the household: birth or arrival, and death. */
export interface Member {
  readonly person: Person;
  readonly since: number;
  until: number;
  lastChild: number;
}
