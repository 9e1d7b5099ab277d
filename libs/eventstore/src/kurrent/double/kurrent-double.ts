import {
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import featureMessages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import v1 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import v1Messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import v2 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb.js';
import type {
  DeleteReq,
  DeleteResp,
  ReadReq,
  ReadResp,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type {
  AppendRequest,
  AppendSessionResponse,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import { type Call, errorOf, type Fault, Faults } from './faults.js';
import {
  acknowledged,
  allQuestion,
  confirmation,
  conflictError,
  eventResponse,
  nameOf,
  notFoundResponse,
  streamQuestion,
  writeOf,
} from './messages.js';
import { CuttableListener } from './cuttable-listener.js';
import { RecordStore } from './record-store.js';

export interface DoubleOptions {
  /** What is kept: two doubles over one store are two nodes. */
  readonly store?: RecordStore;
  /** A server from before several streams could be appended together. */
  readonly old?: boolean;
  readonly port?: number;
  /** Where it sends those who want the leader; to itself unless said. */
  readonly leader?: () => KurrentDouble;
}

/**
 * Stands in for a server on the wire: speaks the protocol that the client's package ships, over the log in memory, so
 * that the real client, its native part included, is tried; and every error can be scripted at every call. It is no
 * proof of what a server does, only of what the adapter makes of it.
 */
export class KurrentDouble {
  readonly faults = new Faults();
  readonly store: RecordStore;
  private readonly server = new Server({ 'grpc.max_receive_message_length': 64 * 1024 * 1024 });
  private listener!: CuttableListener;
  private stopping = false;

  private constructor(private readonly options: DoubleOptions) {
    this.store = options.store ?? new RecordStore();
  }

  static async start(options: DoubleOptions = {}): Promise<KurrentDouble> {
    const double = new KurrentDouble(options);
    await double.listen();
    return double;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: this.listener.port };
  }

  /** Where a client reaches it; it waits so many milliseconds for an answer. */
  url(deadlineMs = 2_000): string {
    return `kurrentdb://${this.address.host}:${this.address.port}?tls=false&defaultDeadline=${deadlineMs}`;
  }

  /** Every connection breaks at once; new ones are taken. */
  cut(): void {
    this.listener.cut();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.listener.close();
    this.server.forceShutdown();
  }

  private async listen(): Promise<void> {
    this.server.addService(v1.StreamsService, {
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => void this.read(call),
      delete: (call: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>) => {
        this.store.delete(nameOf(call.request.getOptions()!.getStreamIdentifier()!.getStreamName_asU8()));
        answer(null, new v1Messages.DeleteResp());
      },
    });
    this.server.addService(features.ServerFeaturesService, {
      getSupportedMethods: (_call: unknown, answer: sendUnaryData<unknown>) => {
        const methods = new featureMessages.SupportedMethods();
        methods.setEventStoreServerVersion(this.options.old ? '24.10.0' : '25.1.0');
        methods.setMethodsList([supported(v1.StreamsService.read.path)]);
        if (!this.options.old) methods.addMethods(supported(v2.StreamsServiceService.appendSession.path));
        answer(null, methods);
      },
    });
    if (!this.options.old)
      this.server.addService(v2.StreamsServiceService, {
        appendSession: (
          call: ServerReadableStream<AppendRequest, AppendSessionResponse>,
          answer: sendUnaryData<AppendSessionResponse>,
        ) => this.append(call, answer),
      });
    const inner = await new Promise<number>((resolve, reject) =>
      this.server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
    this.listener = await CuttableListener.listen(inner, this.options.port);
  }

  private append(
    call: ServerReadableStream<AppendRequest, AppendSessionResponse>,
    answer: sendUnaryData<AppendSessionResponse>,
  ): void {
    const requests: AppendRequest[] = [];
    call.on('data', (request: AppendRequest) => requests.push(request));
    call.on('end', () => {
      const fault = this.faults.befalls('append');
      if (fault?.when === 'before') return this.fail(fault, error => answer(error));
      const writes = requests.map(writeOf);
      void this.store.append(writes).then(result => {
        if (fault) return this.fail(fault, error => answer(error));
        return result.stored ? answer(null, acknowledged(writes, result)) : answer(conflictError(result));
      });
    });
    call.on('error', () => undefined);
  }

  private async read(call: ServerWritableStream<ReadReq, ReadResp>): Promise<void> {
    const options = call.request.getOptions()!;
    const kind: Call = options.hasSubscription() ? 'subscribe' : 'read';
    const fault = this.faults.befalls(kind);
    if (fault) return this.fail(fault, error => void call.emit('error', error));
    if (kind === 'subscribe') return this.subscribe(call, options);
    if (options.hasAll()) return this.readAll(call, options);
    const { stream, from, backwards, count } = streamQuestion(options);
    const { first, next } = this.store.revisionsOf(stream);
    if (next === first) {
      call.write(notFoundResponse(stream));
      return void call.end();
    }
    if (backwards) {
      const last = typeof from === 'number' ? Math.min(from, next - 1) : next - 1;
      const records = await this.store.read(stream, Math.max(first, last - count + 1), last + 1);
      for (const record of [...records].reverse()) call.write(eventResponse(record, options));
    } else {
      const start = Math.max(first, typeof from === 'number' ? from : 0);
      for (const record of await this.store.read(stream, start, Math.min(next, start + count)))
        call.write(eventResponse(record, options));
    }
    call.end();
  }

  private async readAll(call: ServerWritableStream<ReadReq, ReadResp>, options: ReadReq.Options): Promise<void> {
    const { fromPlace, count, matches } = allQuestion(options);
    let [from, left] = [fromPlace, count];
    while (left > 0) {
      const records = await this.store.readAll(from, 1_000);
      for (const record of records) {
        if (left === 0 || !matches(record.stream)) continue;
        left -= 1;
        call.write(eventResponse(record, options));
      }
      if (records.length < 1_000) break;
      from = records.at(-1)!.place + 1;
    }
    call.end();
  }

  private subscribe(call: ServerWritableStream<ReadReq, ReadResp>, options: ReadReq.Options): void {
    const { stream, from } = streamQuestion(options);
    const { next } = this.store.revisionsOf(stream);
    let seen = from === 'end' ? next : from === 'start' ? 0 : from + 1;
    const tell = async (): Promise<void> => {
      const upTo = this.store.revisionsOf(stream).next;
      if (this.stopping || upTo <= seen) return;
      const start = seen;
      seen = upTo;
      for (const record of await this.store.read(stream, start, upTo)) call.write(eventResponse(record, options));
    };
    call.write(confirmation());
    const stop = this.store.onAppended(() => void tell());
    call.on('cancelled', stop);
    void tell();
  }

  private fail({ how }: Fault, answer: (error: ServiceError) => void): void {
    if (how === 'silence') return;
    if (how === 'cut') return this.cut();
    answer(errorOf(how, (this.options.leader?.() ?? this).address));
  }
}

/** `/package.Service/Method`, as the list of features names it. */
const supported = (path: string): InstanceType<typeof featureMessages.SupportedMethod> => {
  const [, service = '', name = ''] = path.split('/');
  return new featureMessages.SupportedMethod().setServiceName(service).setMethodName(name.toLowerCase());
};
