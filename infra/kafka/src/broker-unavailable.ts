/** There can be no broker on this machine; the message says what to install or to do. */
export class BrokerUnavailable extends Error {
  override readonly name = 'BrokerUnavailable';
}
