import v1Shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import v1 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import v2 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type {
  AppendRecord,
  AppendRequest,
  AppendSessionResponse,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import { anyState, type KeptRecord, type NewRecord, type StreamWrite, type WriteResult } from './record-store.js';

/** What is asked of a stream, in words. */
export interface StreamQuestion {
  readonly stream: string;
  readonly from: 'start' | 'end' | number;
  readonly backwards: boolean;
  readonly count: number;
}

export interface AllQuestion {
  readonly fromPlace: number;
  readonly count: number;
  readonly matches: (stream: string) => boolean;
}

export const nameOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

export const writeOf = (request: AppendRequest): StreamWrite => ({
  stream: request.getStream(),
  expected: request.hasExpectedRevision() ? Number(request.getExpectedRevision()) : anyState,
  records: request.getRecordsList().map(newRecord),
});

const newRecord = (record: AppendRecord): NewRecord => {
  const properties: Record<string, string> = {};
  record.getPropertiesMap().forEach((value, name) => (properties[name] = value.getStringValue()));
  const json = record.getSchema()?.getFormat() === v2.SchemaFormat.SCHEMA_FORMAT_JSON;
  return {
    id: record.getRecordId() ?? '',
    type: record.getSchema()?.getName() ?? '',
    contentType: json ? 'application/json' : 'application/octet-stream',
    data: record.getData_asU8(),
    metadata: Buffer.from(JSON.stringify(properties)),
  };
};

export const acknowledged = (
  writes: readonly StreamWrite[],
  { revisions, place }: Extract<WriteResult, { stored: true }>,
): AppendSessionResponse => {
  const response = new v2.AppendSessionResponse();
  response.setPosition(String(place));
  writes.forEach(({ stream }, index) => {
    const output = new v2.AppendResponse();
    output.setStream(stream);
    output.setStreamRevision(String(revisions[index]));
    response.addOutput(output);
  });
  return response;
};

export const streamQuestion = (options: ReadReq.Options): StreamQuestion => {
  const asked = options.getStream()!;
  let from: StreamQuestion['from'] = 'start';
  if (asked.hasRevision()) from = Number(asked.getRevision());
  else if (asked.hasEnd()) from = 'end';
  return {
    stream: nameOf(asked.getStreamIdentifier()!.getStreamName_asU8()),
    from,
    backwards: options.getReadDirection() === v1.ReadReq.Options.ReadDirection.BACKWARDS,
    count: options.hasCount() ? Number(options.getCount()) : Infinity,
  };
};

/** Forward only: nobody asks the other way round. */
export const allQuestion = (options: ReadReq.Options): AllQuestion => {
  const position = options.getAll()!.getPosition();
  const expression = options.getFilter()?.getStreamIdentifier();
  const prefixes = expression?.getPrefixList();
  return {
    fromPlace: position ? Number(position.getPreparePosition()) : 0,
    count: Number(options.getCount()),
    matches: stream => !prefixes || prefixes.some(prefix => stream.startsWith(prefix)),
  };
};

export const eventResponse = (record: KeptRecord, options: ReadReq.Options): ReadResp => {
  const identifier = new v1Shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(record.stream));
  const event = new v1.ReadResp.ReadEvent.RecordedEvent();
  event.setId(idOf(record.id, options));
  event.setStreamIdentifier(identifier);
  event.setStreamRevision(String(record.revision));
  event.setCommitPosition(String(record.place));
  event.setPreparePosition(String(record.place));
  event.getMetadataMap().set('type', record.type).set('content-type', record.contentType).set('created', '0');
  event.setCustomMetadata(record.metadata);
  event.setData(record.data);
  const read = new v1.ReadResp.ReadEvent();
  read.setEvent(event);
  read.setCommitPosition(String(record.place));
  const response = new v1.ReadResp();
  response.setEvent(read);
  return response;
};

/** As text or as two numbers of 64 bits, as the client asks. */
const idOf = (id: string, options: ReadReq.Options): InstanceType<typeof v1Shared.UUID> => {
  const uuid = new v1Shared.UUID();
  if (!options.getUuidOption()?.hasStructured()) return uuid.setString(id);
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  const bits = new v1Shared.UUID.Structured();
  bits.setMostSignificantBits(String(bytes.readBigInt64BE(0)));
  bits.setLeastSignificantBits(String(bytes.readBigInt64BE(8)));
  return uuid.setStructured(bits);
};

export const notFoundResponse = (stream: string): ReadResp => {
  const identifier = new v1Shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  const notFound = new v1.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifier);
  const response = new v1.ReadResp();
  response.setStreamNotFound(notFound);
  return response;
};

export const confirmation = (): ReadResp => {
  const confirmed = new v1.ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId('subscription');
  const response = new v1.ReadResp();
  response.setConfirmation(confirmed);
  return response;
};
