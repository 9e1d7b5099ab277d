import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { allQuestion, eventResponse, notFoundResponse, streamQuestion } from './messages.js';
import type { RecordStore } from './record-store.js';

/** Records of one stream, or that there is none. */
export async function* ofStream(store: RecordStore, options: ReadReq.Options): AsyncGenerator<ReadResp> {
  const { stream, from, backwards, count } = streamQuestion(options);
  const { first, next } = store.revisionsOf(stream);
  if (next === first) return void (yield notFoundResponse(stream));
  if (backwards) {
    const last = typeof from === 'number' ? Math.min(from, next - 1) : next - 1;
    const records = await store.read(stream, Math.max(first, last - count + 1), last + 1);
    for (const record of [...records].reverse()) yield eventResponse(record, options);
    return;
  }
  const start = Math.max(first, typeof from === 'number' ? from : 0);
  for (const record of await store.read(stream, start, Math.min(next, start + count)))
    yield eventResponse(record, options);
}

/** Records of all streams, in the server's order. */
export async function* acrossAll(store: RecordStore, options: ReadReq.Options): AsyncGenerator<ReadResp> {
  const { fromPlace, count, matches } = allQuestion(options);
  let [from, left] = [fromPlace, count];
  while (left > 0) {
    const records = await store.readAll(from, 1_000);
    for (const record of records) {
      if (left === 0 || !matches(record.stream)) continue;
      left -= 1;
      yield eventResponse(record, options);
    }
    if (records.length < 1_000) break;
    from = records.at(-1)!.place + 1;
  }
}
