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
import { acrossAll, ofStream } from './answers.js';
import { conflictError, errorOf } from './errors.js';
import { type Call, type Fault, Faults, type When } from './faults.js';
import { acknowledged, confirmation, eventResponse, nameOf, streamQuestion, writeOf } from './messages.js';
import { CuttableListener } from './cuttable-listener.js';
import { RecordStore, type StreamWrite } from './record-store.js';

export interface DoubleOptions {
  /** What is kept: two doubles over one store are two nodes, or two users' doors. */
  readonly store?: RecordStore;
  /** What it says its version is; one before 25.1 cannot append several streams together. Null: it does not say. */
  readonly version?: string | null;
  /** Whether it has the call that appends several streams; as its version says unless said. */
  readonly severalStreams?: boolean;
  /** Denies every write: as what a user meets who may only read. */
  readonly readOnly?: boolean;
  readonly port?: number;
  /** How late what is `late` comes: longer than the test lets a client wait; 900 ms unless said. */
  readonly lateMs?: number;
  /** Where it sends those who want the leader; to itself unless said. */
  readonly leader?: () => KurrentDouble;
}

/** Longer than most tests let a client wait. @unit milliseconds */
const usualLate_ms = 900;

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

  get connections(): number {
    return this.listener.connections;
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
    const { version = '25.1.0', severalStreams = version === null || !version.startsWith('24.') } = this.options;
    this.server.addService(v1.StreamsService, {
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => void this.read(call),
      delete: (call: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>) =>
        void this.unary('delete', answer, () => {
          this.store.delete(nameOf(call.request.getOptions()!.getStreamIdentifier()!.getStreamName_asU8()));
          return new v1Messages.DeleteResp();
        }),
    });
    if (version !== null)
      this.server.addService(features.ServerFeaturesService, {
        getSupportedMethods: (_call: unknown, answer: sendUnaryData<unknown>) =>
          void this.unary('features', answer, () => {
            const methods = new featureMessages.SupportedMethods();
            methods.setEventStoreServerVersion(version);
            methods.setMethodsList([supported(v1.StreamsService.read.path)]);
            if (severalStreams) methods.addMethods(supported(v2.StreamsServiceService.appendSession.path));
            return methods;
          }),
      });
    if (severalStreams)
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
    const fault = this.faults.befalls('append');
    const requests: AppendRequest[] = [];
    let broken = false;
    call.on('data', (request: AppendRequest) => {
      requests.push(request);
      if (broken || fault?.when !== 'during' || fault.how === 'late') return;
      broken = true;
      this.fail(fault, answer);
    });
    call.on('cancelled', () => (broken = true));
    // Requests also end where a connection is lost in the middle: the beginning of a session is not a session.
    call.on('end', () =>
      setImmediate(() => {
        if (!broken && !call.cancelled) void this.answered(fault, answer, () => this.stored(requests.map(writeOf)));
      }),
    );
    call.on('error', () => undefined);
  }

  private async stored(writes: readonly StreamWrite[]): Promise<AppendSessionResponse> {
    if (this.options.readOnly) throw errorOf('access-denied', this.address);
    const result = await this.store.append(writes);
    if (!result.stored) throw conflictError(result);
    return acknowledged(writes, result);
  }

  private unary<Answer>(call: Call, answer: sendUnaryData<Answer>, effect: () => Answer): Promise<void> {
    return this.answered(this.faults.befalls(call), answer, async () => effect());
  }

  /** A call with one answer: it goes wrong before or after its effect. `during` one that has no parts is before. */
  private async answered<Answer>(
    fault: Fault | undefined,
    answer: sendUnaryData<Answer>,
    effect: () => Promise<Answer>,
  ): Promise<void> {
    if (fault && fault.when !== 'after' && !(await this.delayed(fault))) return this.fail(fault, answer);
    try {
      const result = await effect();
      if (fault?.when === 'after' && !(await this.delayed(fault))) return this.fail(fault, answer);
      answer(null, result);
    } catch (error) {
      answer(error as ServiceError);
    }
  }

  private async read(call: ServerWritableStream<ReadReq, ReadResp>): Promise<void> {
    const options = call.request.getOptions()!;
    if (options.hasSubscription()) return this.subscribe(call, options);
    const all = options.hasAll();
    const fault = this.faults.befalls(all ? 'read-all' : 'read');
    const breaksAt = async (when: When): Promise<boolean> => {
      if (fault?.when !== when || (await this.delayed(fault))) return false;
      this.fail(fault, error => void call.emit('error', error));
      return true;
    };
    if (await breaksAt('before')) return;
    let parts = 0;
    for await (const part of all ? acrossAll(this.store, options) : ofStream(this.store, options)) {
      call.write(part);
      if ((parts += 1) === 1 && (await breaksAt('during'))) return;
    }
    // An answer of one part, or of none, breaks at its end.
    if (await breaksAt('after')) return;
    if (parts === 0 && (await breaksAt('during'))) return;
    call.end();
  }

  /** Tells what comes after a revision. Breaks before it is confirmed, then, or after the first record it told. */
  private async subscribe(call: ServerWritableStream<ReadReq, ReadResp>, options: ReadReq.Options): Promise<void> {
    const fault = this.faults.befalls('subscribe');
    let [ended, told] = [false, 0];
    const breaksAt = async (when: When): Promise<boolean> => {
      if (fault?.when !== when || (await this.delayed(fault))) return false;
      ended = true;
      this.fail(fault, error => void call.emit('error', error));
      return true;
    };
    const { stream, from } = streamQuestion(options);
    const { next } = this.store.revisionsOf(stream);
    let seen = from === 'end' ? next : from === 'start' ? 0 : from + 1;
    const tell = async (): Promise<void> => {
      const upTo = this.store.revisionsOf(stream).next;
      if (this.stopping || ended || upTo <= seen) return;
      const start = seen;
      seen = upTo;
      for (const record of await this.store.read(stream, start, upTo)) {
        if (ended) return;
        call.write(eventResponse(record, options));
        if ((told += 1) === 1 && (await breaksAt('after'))) return;
      }
    };
    if (await breaksAt('before')) return;
    call.write(confirmation());
    if (await breaksAt('during')) return;
    const stop = this.store.onAppended(() => void tell());
    call.on('cancelled', stop);
    void tell();
  }

  /** @returns false when the fault is not that something takes its time. */
  private async delayed({ how }: Fault): Promise<boolean> {
    if (how !== 'late') return false;
    await new Promise(resolve => setTimeout(resolve, this.options.lateMs ?? usualLate_ms));
    return true;
  }

  private fail({ how }: Fault, answer: (error: ServiceError) => void): void {
    if (how === 'silence' || how === 'late') return;
    if (how === 'cut') return this.cut();
    answer(errorOf(how, (this.options.leader?.() ?? this).address));
  }
}

/** `/package.Service/Method`, as the list of features names it. */
const supported = (path: string): InstanceType<typeof featureMessages.SupportedMethod> => {
  const [, service = '', name = ''] = path.split('/');
  return new featureMessages.SupportedMethod().setServiceName(service).setMethodName(name.toLowerCase());
};
