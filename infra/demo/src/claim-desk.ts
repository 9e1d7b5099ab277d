import { type Bill, consultation, imaging, largeRisk, prescription, stay } from './bills.js';
import type { Calendar } from './calendar.js';
import type { Chance } from './chance.js';
import type { ClaimForm } from './operations.js';
import type { Patient } from './patients.js';
import type { DemoProvider } from './schemes.js';

/** A claim ready to be signed and sent to `POST /v1/hooks/:endpoint`; `body` is what is signed, byte for byte. */
export interface ClaimRequest {
  readonly endpoint: string;
  /** The same at every delivery of the same claim. */
  readonly webhookId: string;
  readonly body: string;
}

/** A claim before it is put into bytes. */
export interface Delivery {
  readonly endpoint: string;
  readonly webhookId: string;
  readonly form: ClaimForm;
}

export const requestOf = ({ form, ...addressed }: Delivery): ClaimRequest => ({ ...addressed, body: bodyOf(form) });

/** A delivery as the claims webhook reads it. */
export const bodyOf = (form: ClaimForm): string => JSON.stringify({ type: 'claim.submitted', data: form });

interface Visit {
  readonly patient: Patient;
  /** First and last day number on which the care may have been given. */
  readonly between: readonly [number, number];
  readonly claim: string;
  readonly webhookId: string;
}

/** A provider's system writes down what somebody was treated for. */
export const writeDown = (
  { patient, between, claim, webhookId }: Visit,
  chance: Chance,
  calendar: Calendar,
): Delivery => {
  const [level, bill] = treatment(patient, chance);
  const { provider, endpoint } = nearest(patient, level);
  const [first, last] = between;
  const stays = bill.nights ?? 0;
  const day = chance.int(Math.min(first, last - stays), last - stays);
  const form: ClaimForm = {
    claim,
    provider,
    beneficiary: patient.person,
    serviceDate: calendar.day(day),
    ...(stays > 0 && { admittedOn: calendar.day(day), dischargedOn: calendar.day(day + stays) }),
    ...(bill.emergency && { emergency: true }),
    diagnosis: bill.diagnosis,
    lines: bill.lines,
  };
  return { endpoint, webhookId, form };
};

type Treatment = readonly [level: DemoProvider['level'], bill: Bill];

const treatment = ({ scheme }: Patient, chance: Chance): Treatment =>
  scheme.product === 'HOSPITALISATION'
    ? ['HD', largeRisk(chance)]
    : chance.weighted<() => Treatment>([
        [80, () => ['CSPS', consultation(chance)]],
        [12, () => ['pharmacy', prescription(chance)]],
        [4, () => ['HD', imaging(chance)]],
        [4, () => ['HD', stay(chance)]],
      ])();

const nearest = ({ scheme, place }: Patient, level: DemoProvider['level']): DemoProvider => {
  const near = scheme.providers.filter(provider => provider.level === level);
  return near[place % near.length]!;
};
