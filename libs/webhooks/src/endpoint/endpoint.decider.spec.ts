import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { EndpointCommand, Subscribe } from './endpoint.commands.js';
import { endpointDecider } from './endpoint.decider.js';
import { EndpointReason } from './endpoint.reasons.js';
import { signingSecrets } from './endpoint.state.js';

const endpoints = specFor(endpointDecider);
const about = { endpoint: 'W1', on: '2026-05-01', at: '2026-05-01T08:00:00.000Z' };
const subscribe = (change: Partial<Subscribe> = {}): Subscribe => ({
  ...about,
  type: 'Subscribe',
  scheme: 'kaya',
  provider: 'CSPS-1',
  url: 'https://csps.example/hooks?key=k',
  contracts: ['benefits.claim-decided.v1'],
  secret: 'whsec_1',
  ...change,
});
const rotate = (secret: string, at: string): EndpointCommand => ({ ...about, type: 'RotateSecret', secret, at });
const fails = (at: string, gone = false): EndpointCommand => ({ ...about, type: 'NoteFailure', at, gone });
const succeeds: EndpointCommand = { ...about, type: 'NoteSuccess' };
const resume: EndpointCommand = { ...about, type: 'Resume' };
const close: EndpointCommand = { ...about, type: 'Close' };
const after = (...commands: EndpointCommand[]) =>
  endpoints.stateAfter(endpoints.afterCommands(subscribe(), ...commands));

describe('subscribing', () => {
  test('is one receiver of one provider, whose address and secret nobody reads in clear', () => {
    const [event] = endpoints.afterCommands(subscribe());
    expect(JSON.stringify(event!.data)).not.toMatch(/csps\.example|whsec/);
    expect(endpoints.stateAfter([event!])).toMatchObject({
      status: 'live',
      owner: { scheme: 'kaya', provider: 'CSPS-1' },
      url: 'https://csps.example/hooks?key=k',
    });
  });

  test('again is refused, and so is whatever is said to an endpoint nobody made', () => {
    endpoints
      .given(...endpoints.afterCommands(subscribe()))
      .when(subscribe())
      .thenRefused(EndpointReason.alreadySubscribed);
    endpoints.given().when(resume).thenRefused(EndpointReason.notFound);
  });

  test.each([[[]], [['benefits.secret.v1']], [['benefits.claim-decided.v1', 'membership.x.v1']]])(
    'to %j is refused: only what concerns its own claims is offered',
    contracts => endpoints.given().when(subscribe({ contracts })).thenRefused(EndpointReason.contractsInvalid),
  );

  test('the types of event may be changed; twice the same is one', () => {
    const both = ['benefits.remittance-issued.v1', 'benefits.claim-decided.v1', 'benefits.claim-decided.v1'];
    const change: EndpointCommand = { ...about, type: 'ChangeContracts', contracts: both };
    expect(after(change).contracts).toEqual(['benefits.claim-decided.v1', 'benefits.remittance-issued.v1']);
    expect(endpoints.afterCommands(subscribe(), change, change)).toHaveLength(3);
  });

  test.each([
    'http://csps.example/hooks',
    'ftp://csps.example/',
    'https://user:secret@csps.example/',
    'https://csps.example/#here',
    'https://csps.example/#',
    'csps.example',
    `https://csps.example/${'x'.repeat(1_980)}`,
  ])('%s is no address we deliver to', url =>
    endpoints.given().when(subscribe({ url })).thenRefused(EndpointReason.addressInvalid),
  );

  test('the longest address there may be', () => {
    const url = `https://csps.example/${'x'.repeat(1_979)}`;
    expect(endpoints.stateAfter(endpoints.afterCommands(subscribe({ url }))).url).toHaveLength(2_000);
  });
});

describe('a new key', () => {
  test('signs beside the one before it up to the last instant of the day it overlaps', () => {
    const state = after(rotate('whsec_2', '2026-05-03T08:00:00.000Z'));
    expect(signingSecrets(state, '2026-05-04T08:00:00.000Z')).toEqual(['whsec_2', 'whsec_1']);
    expect(signingSecrets(state, '2026-05-04T08:00:00.001Z')).toEqual(['whsec_2']);
  });

  test('is refused while the one before the current is still good, and taken just after', () => {
    const events = endpoints.afterCommands(subscribe(), rotate('whsec_2', '2026-05-03T08:00:00.000Z'));
    const third = (at: string) => endpoints.given(...events).when(rotate('whsec_3', at));
    third('2026-05-04T08:00:00.000Z').thenRefused(EndpointReason.rotationUnderWay);
    const state = after(rotate('whsec_2', '2026-05-03T08:00:00.000Z'), rotate('whsec_3', '2026-05-04T08:00:00.001Z'));
    expect(signingSecrets(state, '2026-05-04T08:00:00.001Z')).toEqual(['whsec_3', 'whsec_2']);
  });

  test('that can no longer be opened signs nothing', () => {
    const [event] = endpoints.afterCommands(subscribe());
    const state = endpoints.stateAfter([{ ...event!, sealed: undefined } as typeof event & object]);
    expect([state.url, signingSecrets(state, about.at)]).toEqual([null, []]);
  });
});

describe('a pause', () => {
  const pause: EndpointCommand = { ...about, type: 'Pause' };

  test('lasts until somebody resumes it, and is one however often it is asked for', () => {
    expect(after(pause)).toMatchObject({ status: 'disabled', because: 'paused' });
    expect(endpoints.afterCommands(subscribe(), pause, pause)).toHaveLength(3);
    expect(after(pause, resume)).toMatchObject({ status: 'live', because: null });
  });

  test('takes no note of how the last attempts went, and hides no other reason', () => {
    expect(endpoints.afterCommands(subscribe(), pause, fails(about.at, true))).toHaveLength(3);
    expect(after(fails(about.at, true), pause).because).toBe('gone');
  });

  test('is refused to an endpoint that is closed, or that nobody made', () => {
    endpoints
      .given(...endpoints.afterCommands(subscribe(), close))
      .when(pause)
      .thenRefused(EndpointReason.closed);
    endpoints.given().when(pause).thenRefused(EndpointReason.notFound);
  });
});

describe('a receiver that fails', () => {
  const first = '2026-05-01T08:00:00.000Z';

  test('is disabled five days after its first failure, and not a millisecond before', () => {
    expect(after(fails(first), fails('2026-05-06T07:59:59.999Z')).status).toBe('live');
    expect(after(fails(first), fails('2026-05-06T08:00:00.000Z')).status).toBe('disabled');
  });

  test('begins anew with each delivery that arrives', () =>
    expect(after(fails(first), succeeds, fails('2026-05-06T08:00:00.000Z'))).toMatchObject({
      status: 'live',
      failingSince: '2026-05-06T08:00:00.000Z',
    }));

  test('that says it is gone is disabled at once', () => expect(after(fails(first, true)).status).toBe('disabled'));

  test('is noted once, however many deliveries fail', () =>
    expect(endpoints.afterCommands(subscribe(), fails(first), fails(first), fails(first))).toHaveLength(3));

  test('goes on when somebody says it works again, with all its patience', () => {
    expect(after(fails(first, true), resume)).toMatchObject({ status: 'live', failingSince: null });
    endpoints
      .given(...endpoints.afterCommands(subscribe()))
      .when(resume)
      .thenRefused(EndpointReason.notDisabled);
  });

  test('stays disabled when a delivery that was still under way arrives', () =>
    expect(after(fails(first, true), succeeds).status).toBe('disabled'));
});

test('a closed endpoint keeps no key, is closed once, and is never opened again', () => {
  expect(after(close, close, fails(about.at))).toMatchObject({ status: 'closed', url: null, keys: [] });
  const closed = endpoints.afterCommands(subscribe(), close);
  for (const command of [subscribe(), resume, rotate('whsec_2', about.at)])
    endpoints
      .given(...closed)
      .when(command)
      .thenRefused(EndpointReason.closed);
});
