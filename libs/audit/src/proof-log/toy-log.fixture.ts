import { MemoryEventLog, type Shard, type StoredEvent, uuid5In } from '#eventstore';
import { VirtualClock } from '#kernel';
import { ephemeralSigner } from '../custody/key-file-signer.js';
import type { LogSigner } from '../custody/log-signer.js';
import { ProofLog } from './proof-log.js';
import { Sealer } from './sealer.js';
import { MemoryTileStore, type TileStore } from './tile-store.js';

const idOf = uuid5In('6f1b2f0a-1f0e-5c5e-8a38-5c0a1f3d9b11');

/** A log one can tamper with, as somebody with the disk could. */
export class ForgedLog extends MemoryEventLog {
  forge: (events: readonly StoredEvent[]) => readonly StoredEvent[] = events => events;

  override async *scan(...asked: Parameters<MemoryEventLog['scan']>): AsyncIterable<readonly StoredEvent[]> {
    for await (const events of super.scan(...asked)) yield this.forge(events);
  }
}

/** A log of receipts, sealed by a key of its own. */
export const toyLog = (
  shard: Shard = 'contributions',
  store: TileStore = new MemoryTileStore(),
  signer: LogSigner = ephemeralSigner(),
  log = new ForgedLog(),
) => {
  const clock = new VirtualClock('2025-06-01T08:00:00.000Z');
  const proof = new ProofLog(`entraide.example/${shard}`, store, signer);
  const sealer = new Sealer(shard, proof, log, clock);
  let count = 0;
  /** Receipts of seven households in turn; every third event has a sealed part. */
  const record = async (many: number): Promise<void> => {
    for (let each = 0; each < many; each += 1) {
      count += 1;
      const stream = `${shard}.account-H${count % 7}`;
      const amount = 100 * count;
      const body = {
        amount,
        currency: 'XOF',
        postings: [
          { account: 'cash', amount },
          { account: 'contributions', amount: -amount },
        ],
      };
      await log.append({
        shard,
        streams: [
          {
            stream,
            expected: 'any',
            events: [
              {
                eventId: idOf(`event ${shard} ${count}`),
                type: `${shard}.ReceiptRecorded`,
                schemaVersion: 1,
                effectiveAt: '2025-05-31',
                clear: Buffer.from(JSON.stringify(body)),
                sealed: count % 3 === 0 ? Buffer.from([0, 255, count % 256]) : null,
              },
            ],
          },
        ],
        metadata: {
          commandId: idOf(`command ${shard} ${count}`),
          scheme: 'zabre',
          actor: { id: 'clerk-1', role: 'scheme-clerk' },
          correlation: idOf('correlation'),
          recordedAt: '2025-06-01T07:00:00.000Z',
        },
      });
    }
  };
  return { shard, log, clock, proof, sealer, signer, store, record };
};
