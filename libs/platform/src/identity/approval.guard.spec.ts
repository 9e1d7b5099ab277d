import { expect, test } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequestRefused } from '../http/problem.js';
import { setContext } from '../http/request-context.js';
import { ApprovalGuard, approvalHeader } from './approval.guard.js';
import type { CallerIdentity } from './caller.js';
import { TokenRefused, TokenVerifier } from './token-verifier.js';

const clerk: CallerIdentity = { id: 'clerk-1', role: 'scheme-clerk', schemes: ['A'] };
const people: Record<string, CallerIdentity> = {
  ofManager: { id: 'manager-1', role: 'scheme-manager', schemes: ['A'] },
  ofOtherScheme: { id: 'manager-2', role: 'scheme-manager', schemes: ['B'] },
  ofClerk: { id: 'clerk-2', role: 'scheme-clerk', schemes: ['A'] },
  ofAdmin: { id: 'admin-1', role: 'federation-admin', schemes: 'all' },
};

class Tokens extends TokenVerifier {
  async verify(token: string): Promise<CallerIdentity> {
    const person = people[token];
    if (!person) throw new TokenRefused('unknown');
    return person;
  }
}

/** `passed`, or the code of the refusal. */
const outcome = async (approvedBy?: string, approval?: string): Promise<string> => {
  const request = {
    body: approvedBy === undefined ? { day: '2025-01-01' } : { approvedBy },
    headers: approval === undefined ? {} : { [approvalHeader]: approval },
    log: { warn: () => undefined },
  } as unknown as FastifyRequest;
  setContext(request, {
    operation: { name: 'Toy', allow: ['scheme-clerk'] },
    scheme: 'A',
    caller: clerk,
    recordedAt: '2025-01-01T08:00:00.000Z',
    correlation: 'c',
  });
  const host = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  try {
    return (await new ApprovalGuard(new Tokens()).canActivate(host)) ? 'passed' : 'stopped';
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    return `${error.problem.status} ${error.problem.code}`;
  }
};

test.each([
  ['nobody is named', undefined, undefined, 'passed'],
  ['a manager of the scheme gives a token', 'manager-1', 'Bearer ofManager', 'passed'],
  ['the federation may approve in every scheme', 'admin-1', 'Bearer ofAdmin', 'passed'],
  ['whoever asks names themselves: the decision refuses them, not the edge', 'clerk-1', undefined, 'passed'],
  ['a name alone approves nothing', 'manager-1', undefined, '403 request.approval.missing'],
  ['a header that is no bearer token', 'manager-1', 'ofManager', '403 request.approval.missing'],
  ['a token nobody issued', 'manager-1', 'Bearer forged', '403 request.approval.invalid'],
  ['the token of somebody else than named', 'manager-9', 'Bearer ofManager', '403 request.approval.other_person'],
  ['a manager of another scheme', 'manager-2', 'Bearer ofOtherScheme', '403 request.approval.not_allowed'],
  ['another clerk', 'clerk-2', 'Bearer ofClerk', '403 request.approval.not_allowed'],
])('%s', async (_, approvedBy, approval, expected) => {
  expect(await outcome(approvedBy, approval)).toBe(expected);
});
