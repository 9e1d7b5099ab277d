import { expect, test } from '@jest/globals';
import type { CallerIdentity } from './caller.js';
import { maySee, Permissions } from './permissions.js';

const permissions = new Permissions([
  { name: 'Claims', allow: ['scheme-clerk', 'auditor'] },
  { name: 'SubmitClaim', allow: ['scheme-clerk'] },
  { name: 'ReceiveClaim', allow: 'signature' },
]);
const clerk: CallerIdentity = { id: 'u-1', role: 'scheme-clerk', schemes: ['bobo'] };

test('an operation is for the roles it names, in their own schemes', () => {
  expect(permissions.may(clerk, 'SubmitClaim', 'bobo')).toBe(true);
  expect(permissions.may(clerk, 'SubmitClaim', 'kaya')).toBe(false);
  expect(permissions.may({ ...clerk, role: 'auditor' }, 'SubmitClaim', 'bobo')).toBe(false);
  expect(permissions.may({ ...clerk, schemes: 'all' }, 'SubmitClaim', 'kaya')).toBe(true);
  expect(permissions.may({ ...clerk, schemes: [] }, 'SubmitClaim', 'bobo')).toBe(false);
  expect(permissions.may(clerk, 'ReceiveClaim', '*')).toBe(false);
  expect(permissions.may(clerk, 'manage', '*')).toBe(false);
});

test('the table lists who may what', () => {
  expect(permissions.table()).toMatchObject({
    'scheme-clerk': ['Claims', 'SubmitClaim'],
    auditor: ['Claims'],
    'funder-viewer': [],
  });
});

test('acts are for medical reviewers and the provider they came from; names for those who serve the member', () => {
  const provider: CallerIdentity = { ...clerk, role: 'provider-client', provider: 'P1' };
  expect(maySee({ ...clerk, role: 'medical-reviewer' }, 'medical', { provider: 'P1' })).toBe(true);
  expect(maySee({ ...clerk, role: 'medical-reviewer' }, 'identity')).toBe(false);
  expect(maySee(provider, 'medical', { provider: 'P1' })).toBe(true);
  expect(maySee(provider, 'medical', { provider: 'P2' })).toBe(false);
  expect(maySee(provider, 'medical')).toBe(false);
  expect(maySee({ ...provider, provider: undefined }, 'medical')).toBe(false);
  expect(maySee(clerk, 'identity')).toBe(true);
  expect(maySee(clerk, 'medical')).toBe(false);
  expect(maySee({ ...clerk, role: 'auditor' }, 'identity')).toBe(false);
});
