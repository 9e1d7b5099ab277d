import { HttpException } from '@nestjs/common';
import {
  CommandInFlight,
  CommandRefused,
  CommandReused,
  isTransient,
  LogUnavailable,
  TooManyConflicts,
} from '#eventstore';
import { KeysUnavailable } from '../identity/token-verifier.js';
import { problem, RequestRefused, statusOfRefusal, type Problem } from './problem.js';
import { NotStrictJson } from './strict-json.js';

export interface AnsweredProblem {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

const answer = (found: Problem, headers: AnsweredProblem['headers'] = {}): AnsweredProblem => ({
  problem: found,
  headers,
});
/** @unit seconds */
const retryAfter = (seconds: number): AnsweredProblem['headers'] => ({ 'Retry-After': String(seconds) });

/** What the caller is told of an error. What nobody foresaw is told as nothing but that. */
export const problemOf = (error: unknown): AnsweredProblem => {
  if (error instanceof RequestRefused) return answer(error.problem, error.headers);
  if (error instanceof CommandRefused) {
    const { reason, kind, facts } = error.refusal;
    return answer(problem(statusOfRefusal[kind], reason, facts ? { facts } : {}));
  }
  if (error instanceof CommandReused) return answer(problem(422, 'request.idempotency.reused', { detail: reused }));
  if (error instanceof CommandInFlight)
    return answer(problem(409, 'request.idempotency.in_flight', { detail: inFlight }), retryAfter(1));
  if (error instanceof TooManyConflicts)
    return answer(problem(409, 'request.conflict.too_many', { detail: contended }), retryAfter(1));
  if (error instanceof LogUnavailable)
    return answer(problem(503, 'service.log.unavailable', { detail: unavailable }), retryAfter(5));
  if (error instanceof KeysUnavailable) return answer(problem(503, 'service.identity.unavailable'), retryAfter(5));
  if (error instanceof NotStrictJson) return answer(problem(400, `request.body.${error.fault}`));
  if (error instanceof HttpException) return answer(problemOfStatus(error.getStatus()));
  // A key or a row could not be read because the database is away: it comes back, and so should the caller.
  if (isTransient(error)) return answer(problemOfStatus(503), retryAfter(5));
  return answer(isFastifys(error) ? problemOfStatus(error.statusCode) : unexpected);
};

const unexpected = problem(500, 'service.unexpected');

/** What the framework turned away by itself: it has no reasons but the status. */
const problemsOfFramework: Readonly<Record<number, Problem>> = {
  404: problem(404, 'request.route.not_found'),
  413: problem(413, 'request.body.too_large', { detail: { fr: '1 Mio au plus', en: '1 MiB at most' } }),
  415: problem(415, 'request.body.not_json', {
    detail: { fr: 'application/json seulement', en: 'application/json only' },
  }),
  503: problem(503, 'service.unavailable'),
};

const problemOfStatus = (status: number): Problem =>
  problemsOfFramework[status] ?? (status < 500 ? problem(status, `request.http.${status}`) : unexpected);

const isFastifys = (error: unknown): error is { statusCode: number } =>
  error instanceof Error &&
  'code' in error &&
  String(error.code).startsWith('FST_') &&
  'statusCode' in error &&
  typeof error.statusCode === 'number';

const reused = {
  fr: 'cette clé a déjà servi pour une autre demande',
  en: 'this key was used for another request before',
};
const inFlight = {
  fr: 'la même demande est en cours de traitement',
  en: 'the same request is being carried out at this moment',
};
const contended = {
  fr: "d'autres demandes modifient le même dossier",
  en: 'other requests keep changing the same file',
};
const unavailable = {
  fr: 'rien ne peut être enregistré pour le moment; la même clé peut être renvoyée sans risque',
  en: 'nothing can be recorded at this moment; the same key can safely be sent again',
};
