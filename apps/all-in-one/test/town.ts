import { setTimeout as pause } from 'node:timers/promises';
import {
  type Answered,
  type Asking,
  type Call,
  type Operations,
  readScenario,
  runScenario,
  type Stage,
} from '#scenarios';

/** It begins with a scheme that has a product, prices and providers, before this day. */
const [founding, until] = ['libs/benefits/scenarios/last-day-of-cover.yaml', '2025-02-01'];

/** How long somebody insists. @unit milliseconds */
const patience_ms = 90_000;

/** Not there yet, under way, or nobody to answer. */
const passing = new Set([404, 409, 503]);

export interface Asked {
  readonly operations: Operations;
  ask(call: Call, asking: Asking): Promise<Answered>;
}

/** A day in the life of a scheme: all that is recorded on it is recorded at noon. */
export interface TownDay {
  readonly on: string;
  /** Numbers of the households that enrol and pay. */
  readonly enrol?: readonly number[];
  /** Numbers of the households whose members fall ill. */
  readonly ill?: readonly number[];
  /** Between two requests of the same household. @unit milliseconds */
  readonly pace_ms?: number;
}

export const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

export const found = async (stage: Stage): Promise<void> => {
  const { steps, ...scenario } = await readScenario(founding);
  const { failed } = await runScenario(stage, { ...scenario, steps: steps.filter(({ on }) => on < until) });
  if (failed.length > 0) throw new Error(JSON.stringify(failed));
};

/** Households side by side, each in its own order; whatever cannot be done now is asked again under the same key. */
export const live = async (town: Asked, { on, enrol = [], ill = [], pace_ms = 0 }: TownDay): Promise<void> => {
  const asking = { instant: `${on}T12:00:00.000Z` };
  const insist = async (name: string, input: object, role: string, key: string, provider?: string): Promise<void> => {
    const call = town.operations.call(name, { scheme: 'A', ...input });
    const deadline = performance.now() + patience_ms;
    for (;;) {
      const { status, body } = await town
        .ask(call, { ...asking, role, provider, key })
        .catch((error: unknown) => ({ status: 503, body: String(error) }));
      if (status < 400) break;
      if (!passing.has(status) || performance.now() > deadline)
        throw new Error(`${name} ${key}: ${status} ${JSON.stringify(body)}`);
      await pause(100);
    }
    await pause(pace_ms);
  };
  const enrolAndPay = async (number: number): Promise<void> => {
    const [household, person] = [`T${number}`, `T${number}-1`];
    const persons = [
      { person, name: `Habitant ${number}`, sex: 'F', birthDate: '1990-01-01', relation: 'policyholder' },
    ];
    const enrolment = {
      household,
      product: 'ESSENTIEL',
      section: 'ZABRE',
      policyholder: person,
      enrolledOn: on,
      persons,
    };
    await insist('EnrolHousehold', enrolment, 'scheme-clerk', `enrol-${number}`);
    const receipt = { receipt: `R${number}`, household, amount: 8000, receivedOn: on };
    await insist('RecordReceipt', receipt, 'scheme-clerk', `pay-${number}`);
  };
  const seeTheNurse = async (number: number): Promise<void> => {
    for (const visit of [1, 2]) {
      const claim = {
        claim: `C${number}-${on}-${visit}`,
        provider: 'CSPS-1',
        beneficiary: `T${number}-1`,
        serviceDate: on,
      };
      const lines = [{ act: 'CONS', quantity: 1, unitPrice: 1000 }];
      await insist('SubmitClaim', { ...claim, lines }, 'provider-client', claim.claim, 'CSPS-1');
    }
  };
  await Promise.all([...enrol.map(enrolAndPay), ...ill.map(seeTheNurse)]);
};
