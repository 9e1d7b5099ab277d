import { describe, expect, test } from '@jest/globals';
import { StreamsInMemory } from '../../test/streams-in-memory.js';
import { rejectRemittanceDecider } from './reject-remittance.decider.js';
import { accountFold } from './remittance.decider.js';
import { RemittanceReason } from './remittance.reasons.js';

const names = { remittance: 'remittance-R5', account: 'account' };
const rejects = {
  type: 'RejectRemittance',
  remittance: 'R5',
  actor: 'finance',
  on: '2025-06-02',
  reason: 'total faux',
} as const;
const figures = { upTo: '2025-05-31', gross: 800, returned: 0, carriedIn: -100, net: 700, carriedOut: 0, lines: [] };
const of = { remittance: 'R5', scheme: 'A', provider: 'CSPS-1' };

const opened = (latest = 'R5', approved = false): StreamsInMemory => {
  const streams = new StreamsInMemory(() => undefined);
  const at = { version: 1, effectiveAt: '2025-05-31' } as const;
  const issued = { ...of, currency: 'XOF', issuedOn: '2025-05-31', ...figures };
  streams.put('remittance-R5', [{ type: 'benefits.RemittanceIssued', ...at, data: issued }]);
  const account = { ...of, remittance: latest, through: 90, carried: 0, waiting: [40, 12] };
  streams.put('account', [{ type: 'benefits.AccountRemitted', ...at, data: account }]);
  if (approved) {
    const by = { ...of, currency: 'XOF', net: 700, approvedBy: 'finance', approvedOn: '2025-06-01' };
    streams.put('remittance-R5', [{ type: 'benefits.RemittanceApproved', ...at, data: by }]);
  }
  return streams;
};
const told = (streams: StreamsInMemory, positions: readonly number[] = [55, 60]): string =>
  streams.joint(rejectRemittanceDecider, names, { ...rejects, positions });

describe('a remittance rejected before it is approved', () => {
  test('leaves what it listed to a later one, and the balance as it was before', () => {
    const streams = opened();
    expect(told(streams, [60, 40])).toBe('accepted');
    expect(streams.state('account', accountFold)).toMatchObject({ through: 90, carried: -100, waiting: [12, 40, 60] });
    expect(streams.of('remittance-R5').at(-1)).toMatchObject({
      type: 'benefits.RemittanceRejected',
      data: { net: 700, rejectedBy: 'finance', rejectedOn: '2025-06-02', reason: 'total faux' },
    });
  });
  test('is rejected once', () => {
    const streams = opened();
    told(streams);
    expect(told(streams)).toBe('nothingToDo');
  });
  test('is not rejected any more once it is approved', () =>
    expect(told(opened('R5', true))).toBe(RemittanceReason.alreadyApproved));
  test('is not rejected when a later one carries its balance', () =>
    expect(told(opened('R6'))).toBe(RemittanceReason.notLatest));
  test('is not there for others', () =>
    expect(told(new StreamsInMemory(() => undefined))).toBe(RemittanceReason.notFound));
});
