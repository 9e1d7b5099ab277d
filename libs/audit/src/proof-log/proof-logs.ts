import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventLog, type Shard, shards } from '#eventstore';
import type { Clock } from '#kernel';
import type { Configuration } from '#platform';
import type { LogSigner } from '../custody/log-signer.js';
import { signerOf } from '../custody/signer-of.js';
import { type VerifierKey, readKey } from '../note/signed-note.js';
import { cosigned, NotCosigned, type Witness } from '../witness/ask-witness.js';
import { ProofLog, type Sealed } from './proof-log.js';
import { SealedElsewhere, Sealer } from './sealer.js';
import { FolderTileStore, MemoryTileStore } from './tile-store.js';

/** How long one waits for another process that is sealing. @unit milliseconds */
const patience_ms = 60_000;

/** The transparency logs of a federation: one for each context's log, signed by one key under a name of its own. */
export class ProofLogs {
  private readonly sealers = new Map<Shard, Sealer>();
  /** In memory, first event of each log as it was when its proof began. */
  private readonly begun = new Map<Shard, string | undefined>();

  private constructor(
    private readonly configuration: Configuration,
    readonly signer: LogSigner,
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly witnesses: readonly Witness[],
  ) {}

  /** @throws SignerUnavailable NoteRefused when a witness's key is none */
  static async open(configuration: Configuration, log: EventLog, clock: Clock): Promise<ProofLogs> {
    const { proof } = configuration;
    const witnesses = proof.witnesses.map(({ key, url }) => ({ key: readKey(key), url }));
    return new ProofLogs(configuration, await signerOf(proof, configuration), log, clock, witnesses);
  }

  get name(): string {
    return this.configuration.proof.name;
  }

  /** Keys of the witnesses that are asked. */
  get witnessKeys(): readonly VerifierKey[] {
    return this.witnesses.map(({ key }) => key);
  }

  /** The log of a shard. In memory, where nothing runs behind, everything is sealed when somebody asks. */
  async of(shard: Shard): Promise<Sealer> {
    if (this.configuration.store !== 'memory') return this.sealers.get(shard) ?? this.make(shard);
    const first = (await this.log.readAll(shard, { limit: 1 }))[0]?.eventId;
    const kept = this.sealers.get(shard);
    const sealer = kept && this.begun.get(shard) === first ? kept : this.make(shard);
    this.begun.set(shard, first);
    await sealer.seal();
    return sealer;
  }

  /** Seals what is not sealed yet in every log, waiting for another process that does just that. */
  async sealAll(): Promise<void> {
    for (const shard of shards) await this.seal(shard);
  }

  async seal(shard: Shard): Promise<Sealed | undefined> {
    const sealer = await this.of(shard);
    const deadline = performance.now() + patience_ms;
    for (;;)
      try {
        const sealed = await sealer.seal();
        return sealed && (await this.witnessed(sealer, sealed));
      } catch (error) {
        if (!(error instanceof SealedElsewhere) || performance.now() > deadline) throw error;
        await pause(200);
      }
  }

  /** Each witness that can be reached adds its name; one that cannot is asked again with the next checkpoint. */
  private async witnessed(sealer: Sealer, sealed: Sealed): Promise<Sealed> {
    let signed = sealed;
    for (const witness of this.witnesses)
      try {
        signed = await cosigned(sealer.proof, signed, witness);
      } catch (error) {
        if (!(error instanceof NotCosigned)) throw error;
      }
    if (signed !== sealed) await sealer.proof.publish(signed);
    return signed;
  }

  private make(shard: Shard): Sealer {
    const { store, proof } = this.configuration;
    const files = store === 'memory' ? new MemoryTileStore() : new FolderTileStore(join(proof.folder, shard));
    const sealer = new Sealer(shard, new ProofLog(`${proof.name}/${shard}`, files, this.signer), this.log, this.clock);
    this.sealers.set(shard, sealer);
    return sealer;
  }
}
