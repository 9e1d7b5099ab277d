import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import v2Errors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb.js';
import type { Failure } from './faults.js';
import type { WriteResult } from './record-store.js';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** gRPC's status of each failure; those without one are no answer at all. */
const codes: Readonly<Record<Exclude<Failure, 'silence' | 'late' | 'cut'>, status>> = {
  unavailable: status.UNAVAILABLE,
  internal: status.INTERNAL,
  deadline: status.DEADLINE_EXCEEDED,
  cancelled: status.CANCELLED,
  aborted: status.ABORTED,
  unknown: status.UNKNOWN,
  'not-leader': status.NOT_FOUND,
  conflict: status.FAILED_PRECONDITION,
  'too-large': status.ABORTED,
  'record-too-large': status.INVALID_ARGUMENT,
  'access-denied': status.PERMISSION_DENIED,
  unauthenticated: status.UNAUTHENTICATED,
  exhausted: status.RESOURCE_EXHAUSTED,
  'stream-deleted': status.FAILED_PRECONDITION,
  unimplemented: status.UNIMPLEMENTED,
};
export type Answered = keyof typeof codes;

/** The error as it travels: what tells a client apart what happened is in the trailers. */
export const errorOf = (how: Answered, leader: Endpoint): ServiceError => {
  const metadata = new Metadata();
  if (how === 'not-leader') {
    metadata.set('exception', 'not-leader');
    metadata.set('leader-endpoint-host', leader.host);
    metadata.set('leader-endpoint-port', String(leader.port));
  }
  if (how === 'access-denied' || how === 'stream-deleted') metadata.set('exception', how);
  if (how === 'stream-deleted') metadata.set('stream-name', 'scripted');
  if (how === 'too-large') metadata.set(...details('AppendTransactionSizeExceededErrorDetails', Buffer.alloc(0)));
  if (how === 'record-too-large') metadata.set(...details('AppendRecordSizeExceededErrorDetails', Buffer.alloc(0)));
  if (how === 'conflict') metadata.set(...revisionConflict({ stream: 'scripted', expected: 1, actual: 7 }));
  const text = `scripted: ${how}`;
  return Object.assign(new Error(text), { code: codes[how], details: text, metadata });
};

/** A stream is not where the write expects it. */
export const conflictError = (conflict: Extract<WriteResult, { stored: false }>): ServiceError => {
  const metadata = new Metadata();
  metadata.set(...revisionConflict(conflict));
  const text = `the stream ${conflict.stream} is at ${conflict.actual}, not at ${conflict.expected}`;
  return Object.assign(new Error(text), { code: status.FAILED_PRECONDITION, details: text, metadata });
};

interface Conflict {
  readonly stream: string;
  readonly expected: number;
  readonly actual: number;
}

const revisionConflict = ({ stream, expected, actual }: Conflict): [string, Buffer] => {
  const conflict = new v2Errors.StreamRevisionConflictErrorDetails();
  conflict.setStream(stream);
  conflict.setExpectedRevision(String(expected));
  conflict.setActualRevision(String(actual));
  return details('StreamRevisionConflictErrorDetails', conflict.serializeBinary());
};

/** google.rpc.Status with one detail, as `grpc-status-details-bin` carries it (google/rpc/status.proto). */
const details = (name: string, detail: Uint8Array): [string, Buffer] => {
  const any = Buffer.concat([
    field(1, Buffer.from(`type.googleapis.com/kurrentdb.protocol.v2.streams.errors.${name}`)),
    field(2, detail),
  ]);
  return ['grpc-status-details-bin', field(3, any)];
};

/** A length-delimited field of fewer than 2^14 bytes (protocol buffers, «Encoding»). */
const field = (number: number, bytes: Uint8Array): Buffer => {
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
};
