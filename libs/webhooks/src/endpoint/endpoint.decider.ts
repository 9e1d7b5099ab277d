import { accept, type Decider, nothingToDo, refuse, seal, unreachable } from '#kernel';
import { askChallenge, challengeAsked, noteChallenge } from './challenge.js';
import type { EndpointCommand, NoteFailure, RotateSecret, Subscribe } from './endpoint.commands.js';
import type { DisabledBecause, EndpointEvent } from './endpoint.events.js';
import { EndpointReason } from './endpoint.reasons.js';
import { type EndpointState, evolveEndpoint, noEndpoint, sealSubject } from './endpoint.state.js';
import { isDeliverable } from './receiver-url.js';

type Decision = ReturnType<Decider<EndpointCommand, EndpointEvent, EndpointState, EndpointReason>['decide']>;

/** What may be subscribed to: outcomes and francs of one's own claims, never an act or a reason. */
export const offeredContracts: readonly string[] = [
  'benefits.claim-decided.v1',
  'benefits.remittance-issued.v1',
  'benefits.remittance-approved.v1',
  'benefits.remittance-paid.v1',
];

const hour_ms = 60 * 60 * 1_000;
/** How long the key before the current one goes on signing. @unit milliseconds */
export const rotation_ms = 24 * hour_ms;
/** A receiver that answered nothing well for so long is no longer tried. @unit milliseconds */
export const patience_ms = 5 * 24 * hour_ms;

/**
 * Where a provider or a partner is told what happens to its own claims, with which keys, and whether it still listens.
 *
 * @refuses webhooks.endpoint.not_found webhooks.endpoint.already_subscribed webhooks.endpoint.closed
 * webhooks.endpoint.address_invalid webhooks.endpoint.contracts_invalid webhooks.endpoint.rotation_under_way
 * webhooks.endpoint.not_disabled webhooks.endpoint.disabled webhooks.endpoint.already_confirmed
 */
export const endpointDecider: Decider<EndpointCommand, EndpointEvent, EndpointState, EndpointReason> = {
  initialState: noEndpoint,

  decide(command, state): Decision {
    const { endpoint, on } = command;
    const dated = { version: 1, effectiveAt: on } as const;
    if (command.type === 'Subscribe') return subscribe(command, state);
    if (state.status === 'none') return refuse(EndpointReason.notFound, { endpoint }, 'notFound');
    if (state.status === 'closed')
      return command.type === 'Close' || isNote(command) ? nothingToDo : refuse(EndpointReason.closed, { endpoint });
    switch (command.type) {
      case 'ChangeContracts': {
        const contracts = chosen(command.contracts);
        if (!contracts) return refuse(EndpointReason.contractsInvalid, { endpoint }, 'invalid');
        if (contracts.join() === state.contracts.join()) return nothingToDo;
        return accept({ type: 'webhooks.ContractsChanged', ...dated, data: { endpoint, contracts } });
      }
      case 'RotateSecret':
        return rotate(command, state);
      case 'NoteFailure':
        return noteFailure(command, state);
      case 'NoteSuccess':
        if (state.failingSince === null || state.status === 'disabled') return nothingToDo;
        return accept({ type: 'webhooks.EndpointRecovered', ...dated, data: { endpoint } });
      case 'Pause':
        return state.status === 'disabled' ? nothingToDo : accept(disabled(command, 'paused'));
      case 'Resume':
        if (state.status !== 'disabled') return refuse(EndpointReason.notDisabled, { endpoint });
        return accept({ type: 'webhooks.EndpointResumed', ...dated, data: { endpoint } });
      case 'Close':
        return accept({ type: 'webhooks.EndpointClosed', ...dated, data: { endpoint } });
      case 'AskChallenge':
        return askChallenge(command, state);
      case 'NoteChallenge':
        return noteChallenge(command, state);
      default:
        return unreachable(command);
    }
  },

  evolve: evolveEndpoint,
};

/** What came of a delivery: no longer of interest once the endpoint is closed. */
const isNote = ({ type }: EndpointCommand): boolean =>
  type === 'NoteFailure' || type === 'NoteSuccess' || type === 'NoteChallenge';

const subscribe = (asked: Subscribe, { status }: EndpointState): Decision => {
  const { endpoint, scheme, provider, url, secret, on, at } = asked;
  if (status === 'closed') return refuse(EndpointReason.closed, { endpoint });
  if (status !== 'none') return refuse(EndpointReason.alreadySubscribed, { endpoint });
  if (!isDeliverable(url)) return refuse(EndpointReason.addressInvalid, { endpoint }, 'invalid');
  const contracts = chosen(asked.contracts);
  if (!contracts) return refuse(EndpointReason.contractsInvalid, { endpoint }, 'invalid');
  const subject = sealSubject(scheme, endpoint);
  const subscribed: EndpointEvent = {
    type: 'webhooks.EndpointSubscribed',
    version: 1,
    effectiveAt: on,
    data: { endpoint, scheme, provider, contracts, since: at },
    sealed: { url: seal(subject, 'secret', url), secret: seal(subject, 'secret', secret) },
  };
  // Anybody may name anybody's address: nothing is told there before somebody there shows that they have the key.
  return accept<EndpointEvent>(subscribed, challengeAsked(asked));
};

/** In the order in which they are offered, each once. */
const chosen = (contracts: readonly string[]): readonly string[] | undefined => {
  const known = offeredContracts.filter(contract => contracts.includes(contract));
  return known.length > 0 && contracts.every(contract => known.includes(contract)) ? known : undefined;
};

/** A third key would take away the first, which may still be the only one the receiver knows. */
const rotate = ({ endpoint, secret, on, at }: RotateSecret, { previousUntil, owner }: EndpointState): Decision => {
  if (previousUntil !== null && Date.parse(at) <= Date.parse(previousUntil))
    return refuse(EndpointReason.rotationUnderWay, { endpoint, until: previousUntil });
  return accept({
    type: 'webhooks.SecretRotated',
    version: 1,
    effectiveAt: on,
    data: { endpoint, previousUntil: new Date(Date.parse(at) + rotation_ms).toISOString() },
    sealed: { secret: seal(sealSubject(owner?.scheme ?? '', endpoint), 'secret', secret) },
  });
};

const noteFailure = (failure: NoteFailure, { status, failingSince }: EndpointState): Decision => {
  const { endpoint, gone, on, at } = failure;
  if (status === 'disabled') return nothingToDo;
  if (gone) return accept(disabled(failure, 'gone'));
  if (failingSince === null)
    return accept({
      type: 'webhooks.EndpointFailing',
      version: 1,
      effectiveAt: on,
      data: { endpoint, since: at },
    });
  return Date.parse(at) - Date.parse(failingSince) >= patience_ms ? accept(disabled(failure, 'failing')) : nothingToDo;
};

const disabled = ({ endpoint, on }: EndpointCommand, because: DisabledBecause): EndpointEvent => ({
  type: 'webhooks.EndpointDisabled',
  version: 1,
  effectiveAt: on,
  data: { endpoint, because },
});
