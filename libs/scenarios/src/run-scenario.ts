import { addDays, type Day, type Instant } from '#kernel';
import { differences } from './differences.js';
import { type Call, NotCallable, type Operations } from './operations.js';
import type { Scenario, Step } from './scenario-file.js';

/** Who asks, when, and under which key. */
export interface Asking {
  readonly role: string;
  readonly provider?: string;
  /** A second person, who gives a token of their own. */
  readonly approver?: string;
  readonly instant: Instant;
  readonly key: string;
  /** The answer as it was known at the end of this day. */
  readonly knownOn?: Day;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** An application that scenarios are run against: memory or PostgreSQL, one process or many. */
export interface Stage {
  readonly operations: Operations;
  ask(call: Call, asking: Asking): Promise<Answered>;
  /** Resolves when everything that follows from what was asked has happened. */
  settled(): Promise<void>;
}

export interface StepReport {
  readonly where: string;
  readonly do: string;
  readonly problems: readonly string[];
}

export interface ScenarioReport {
  readonly file: string;
  readonly scenario: string;
  readonly ok: boolean;
  readonly steps: number;
  readonly ms: number;
  readonly failed: readonly StepReport[];
}

/** Runs the steps in order; the first that fails ends it, as what follows would build on sand. */
export const runScenario = async (stage: Stage, scenario: Scenario): Promise<ScenarioReport> => {
  const started = performance.now();
  const instants = new Instants();
  const failed: StepReport[] = [];
  let steps = 0;
  for (const step of scenario.steps) {
    const problems = await runStep(stage, step, instants.of(step), `${scenario.name}#${steps}`);
    steps += 1;
    if (problems.length > 0) {
      failed.push({ where: step.where, do: step.do, problems });
      break;
    }
  }
  return {
    file: scenario.file,
    scenario: scenario.name,
    ok: failed.length === 0,
    steps,
    ms: Math.round(performance.now() - started),
    failed,
  };
};

const runStep = async (stage: Stage, step: Step, instant: Instant, key: string): Promise<readonly string[]> => {
  try {
    const { roles, pathParameters } = stage.operations.named(step.do);
    const input =
      step.scheme !== undefined && pathParameters.includes('scheme')
        ? { scheme: step.scheme, ...step.with }
        : step.with;
    const call = stage.operations.call(step.do, input);
    const provider = typeof step.with['provider'] === 'string' ? step.with['provider'] : undefined;
    const approver = typeof step.with['approvedBy'] === 'string' ? step.with['approvedBy'] : undefined;
    const role = step.as ?? roleFor(roles, call.method);
    const answered = await stage.ask(call, {
      role,
      provider: role === 'provider-client' ? provider : undefined,
      approver,
      instant,
      key: step.key ?? key,
      ...(step.knownOn ? { knownOn: step.knownOn } : {}),
    });
    await stage.settled();
    return judged(step, answered);
  } catch (error) {
    if (error instanceof NotCallable) return [error.message];
    throw error;
  }
};

const judged = ({ expect }: Step, { status, body }: Answered): readonly string[] => {
  const refused = (expect as { refused?: unknown } | undefined)?.refused;
  if (status >= 400) {
    const { code, detail, errors } = (body ?? {}) as { code?: string; detail?: string; errors?: unknown };
    if (refused === undefined)
      return [`refused with ${status} ${code ?? ''} ${detail ?? ''} ${errors ? JSON.stringify(errors) : ''}`.trim()];
    return differences(refused, code, 'refused');
  }
  if (refused !== undefined)
    return [`expected to be refused with ${String(refused)}, was answered ${JSON.stringify(body)}`];
  return expect === undefined ? [] : differences(expect, body);
};

/** Whoever may ask, the widest view first; a provider only when the step says so. */
const preference = [
  'medical-reviewer',
  'federation-admin',
  'scheme-manager',
  'scheme-clerk',
  'federation-finance',
  'auditor',
  'privacy-officer',
];
const staff = preference.slice(1);

const roleFor = (allowed: readonly string[], method: Call['method']): string =>
  (method === 'GET' ? preference : staff).find(role => allowed.includes(role)) ?? allowed[0]!;

/** Each step has its own instant, later than the one before on the same day: what is recorded first stays first. */
class Instants {
  private day = '';
  private minutes = 0;

  of({ on, at }: Step): Instant {
    if (on !== this.day) this.minutes = 8 * 60;
    this.day = on;
    if (at !== undefined) this.minutes = Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
    const minutes = this.minutes;
    this.minutes += 1;
    const time = `${String(Math.floor((minutes % 1440) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return `${addDays(on, Math.floor(minutes / 1440))}T${time}:00.000Z`;
  }
}
