import { Metadata, type ServiceError, status } from '@grpc/grpc-js';

/** The calls of the protocol that the adapter makes. */
export type Call = 'append' | 'read' | 'subscribe';

/**
 * What goes wrong: an error as a server or the network makes it, no answer at all, the connection gone, or a redirect
 * to the leader.
 */
export type Failure =
  | 'unavailable'
  | 'internal'
  | 'deadline'
  | 'cancelled'
  | 'aborted'
  | 'unknown'
  | 'not-leader'
  | 'silence'
  | 'cut'
  | 'access-denied'
  | 'too-large'
  | 'unimplemented';

export interface Fault {
  readonly call: Call;
  /** Whether the call takes effect first. A read has no effect: for it both are the same. */
  readonly when: 'before' | 'after';
  readonly how: Failure;
  /** This many calls pass first; none unless said. */
  readonly skip?: number;
  /** How many calls fail; one unless said. */
  readonly times?: number;
}

interface Armed extends Fault {
  passed: number;
  failed: number;
}

/** What is scripted to go wrong, in the order it was scripted. */
export class Faults {
  private armed: Armed[] = [];

  script(...faults: readonly Fault[]): void {
    this.armed.push(...faults.map(fault => ({ ...fault, passed: 0, failed: 0 })));
  }

  /** Faults that have not happened yet: none, when a test met all it scripted. */
  get left(): number {
    return this.armed.length;
  }

  clear(): void {
    this.armed = [];
  }

  /** What befalls this call. Asked once per call. */
  befalls(call: Call): Fault | undefined {
    const fault = this.armed.find(armed => armed.call === call);
    if (!fault) return undefined;
    if (fault.passed < (fault.skip ?? 0)) {
      fault.passed += 1;
      return undefined;
    }
    fault.failed += 1;
    if (fault.failed >= (fault.times ?? 1)) this.armed = this.armed.filter(armed => armed !== fault);
    return fault;
  }
}

const codes: Partial<Record<Failure, status>> = {
  unavailable: status.UNAVAILABLE,
  internal: status.INTERNAL,
  deadline: status.DEADLINE_EXCEEDED,
  cancelled: status.CANCELLED,
  aborted: status.ABORTED,
  'not-leader': status.NOT_FOUND,
  'access-denied': status.PERMISSION_DENIED,
  'too-large': status.ABORTED,
  unimplemented: status.UNIMPLEMENTED,
};

/** The error as it travels: what tells a client apart what happened is in the trailers. */
export const errorOf = (how: Failure, leader: { readonly host: string; readonly port: number }): ServiceError => {
  const metadata = new Metadata();
  if (how === 'not-leader') {
    metadata.set('exception', 'not-leader');
    metadata.set('leader-endpoint-host', leader.host);
    metadata.set('leader-endpoint-port', String(leader.port));
  }
  if (how === 'access-denied') metadata.set('exception', 'access-denied');
  if (how === 'too-large')
    metadata.set(
      'grpc-status-details-bin',
      statusDetails('AppendTransactionSizeExceededErrorDetails', Buffer.alloc(0)),
    );
  return Object.assign(new Error(`scripted: ${how}`), {
    code: codes[how] ?? status.UNKNOWN,
    details: `scripted: ${how}`,
    metadata,
  });
};

/** google.rpc.Status with one detail, as `grpc-status-details-bin` carries it (google/rpc/status.proto). */
export const statusDetails = (name: string, detail: Uint8Array): Buffer => {
  const any = Buffer.concat([
    field(1, Buffer.from(`type.googleapis.com/kurrentdb.protocol.v2.streams.errors.${name}`)),
    field(2, detail),
  ]);
  return field(3, any);
};

/** A length-delimited field of fewer than 2^14 bytes (protocol buffers, «Encoding»). */
const field = (number: number, bytes: Uint8Array): Buffer => {
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
};
