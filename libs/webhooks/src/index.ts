export { deliveryDecider } from './delivery/delivery.decider.js';
export type { AttemptOutcome, Notice, Waiting } from './delivery/delivery.types.js';
export { endpointDecider, offeredContracts } from './endpoint/endpoint.decider.js';
export { type EndpointKey, type EndpointState, signingSecrets } from './endpoint/endpoint.state.js';
export { Deliverer, type DelivererParts, deliveryStream, endpointStream } from './sending/deliverer.js';
export { type Delivery, HttpSender, type SenderOptions } from './sending/http-sender.js';
export type { Outcome } from './sending/outcome.js';
