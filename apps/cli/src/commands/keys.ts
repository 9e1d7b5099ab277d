import type { Command } from 'commander';
import {
  addMasterKey,
  type DataKeys,
  KeyFileRefused,
  olderKept_days,
  plainly,
  replaceRing,
  retireMasterKeys,
  ringAt,
  RotationUnderWay,
  sealKeyFile,
  shards,
  VaultRefused,
} from '#eventstore';
import { SystemClock } from '#kernel';
import { keyFileOf, sealOf } from '#platform';
import { exitCode, UsageError } from '../exit.js';
import { localConfiguration, withStores } from '../local.js';
import { progress } from '../progress.js';

interface KeysArguments {
  readonly json?: boolean;
}

const say = (json: boolean | undefined, report: object, words: string): void =>
  void process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${words}\n`);

/** Where the master key is kept, and what opens it. */
const place = () => {
  const configuration = localConfiguration();
  if (configuration.store === 'memory') throw new UsageError('STORE=memory: rien n’est gardé / nothing is kept');
  return { file: keyFileOf(configuration), seal: sealOf(configuration) };
};

const countAll = async (keys: DataKeys) => {
  const counts = [];
  for (const shard of shards) counts.push({ context: shard, ...(await keys.count(shard)) });
  return counts;
};

/** Which keys there are, and what each context's data keys are wrapped by: numbers and names, never a key. */
const status = ({ json }: KeysArguments): Promise<number> =>
  withStores(async ({ keys }) => {
    const { file, seal } = place();
    const { current, older } = await ringAt(file, seal);
    const ring = { current: current.id, older: older.map(({ id, until }) => ({ id, until })), sealedBy: seal.name };
    say(
      json,
      ring,
      `${file} (${seal.name}): ${current.id}${older.map(({ id, until }) => `, ${id} → ${until}`).join('')}`,
    );
    for (const count of await countAll(keys))
      say(
        json,
        count,
        `${count.context}: ${count.kept} clés / keys, ${count.behind} à réemballer / to wrap again, ${count.destroyed} détruites / destroyed`,
      );
    return exitCode.ok;
  });

/**
 * A new master key in front, and every data key wrapped by it, while everything runs. Where a rotation was interrupted,
 * it goes on with that one.
 */
const rotate = ({ json }: KeysArguments): Promise<number> =>
  withStores(async ({ keys }) => {
    const { file, seal } = place();
    const before = await ringAt(file, seal);
    const left = (await countAll(keys)).reduce((sum, { behind }) => sum + behind, 0);
    const goesOn = before.older.length > 0 && left > 0;
    const { current } = goesOn ? before : await addMasterKey(file, new SystemClock().now(), seal);
    let done = 0;
    for (const shard of shards) {
      const bar = progress(shard, (await keys.count(shard)).behind, json === true);
      done += await keys.rewrap(shard, wrapped => bar.to(wrapped));
      bar.end();
    }
    say(
      json,
      { current: current.id, wrapped: done, goesOn },
      `${current.id}: ${done} clés réemballées / keys wrapped again`,
    );
    return exitCode.ok;
  });

/** Older master keys leave the ring, once nothing they wrapped is left: neither here nor in a backup that still has keys. */
const retire = ({ json, after }: KeysArguments & { readonly after: string }): Promise<number> =>
  withStores(async ({ keys }) => {
    const days = Number(after);
    if (!Number.isInteger(days) || days < 0) throw new UsageError('--after: jours / days');
    const { file, seal } = place();
    const behind = (await countAll(keys)).filter(count => count.behind > 0);
    if (behind.length > 0) {
      const where = behind.map(({ context, behind: left }) => `${context} ${left}`).join(', ');
      process.stderr.write(`${where}: d’abord / first: entraide keys rotate\n`);
      return exitCode.incomplete;
    }
    const retired = await retireMasterKeys(file, new SystemClock().now(), seal, days);
    const none = `aucune clé remplacée depuis plus de ${days} jours / no key was replaced more than ${days} days ago`;
    say(json, { retired }, retired.length > 0 ? `${retired.join(', ')}: retirées / retired` : none);
    return exitCode.ok;
  });

/** Writes a plain key file through Vault; one that Vault sealed already, under its key’s newest version. */
const seal = async ({ json }: KeysArguments): Promise<number> => {
  const { file, seal: to } = place();
  if (to === plainly) throw new UsageError('VAULT_MASTER_KEY, VAULT_ADDR, VAULT_TOKEN');
  const sealed = await ringAt(file, to).catch(() => undefined);
  if (sealed) await replaceRing(file, sealed, to);
  else await sealKeyFile(file, plainly, to);
  say(json, { sealedBy: to.name }, `${file}: ${to.name}`);
  return exitCode.ok;
};

const unseal = async ({ json }: KeysArguments): Promise<number> => {
  const { file, seal: from } = place();
  if (from === plainly) throw new UsageError('VAULT_MASTER_KEY, VAULT_ADDR, VAULT_TOKEN');
  await sealKeyFile(file, from, plainly);
  say(json, { sealedBy: plainly.name }, `${file}: ${plainly.name}`);
  return exitCode.ok;
};

/** What stands in the way is said in a sentence, without a stack. */
const explained = (work: Promise<number>): Promise<number> =>
  work.catch((error: unknown) => {
    if (![KeyFileRefused, RotationUnderWay, VaultRefused].some(kind => error instanceof kind)) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return exitCode.failed;
  });

export const addKeys = (program: Command, ends: (work: Promise<number>) => Promise<void>): void => {
  const keys = program.command('keys').description('la clé maîtresse / the master key');
  const json = ['--json', 'une ligne JSON par résultat / one JSON line per result'] as const;
  const add = (name: string, description: string, work: (options: KeysArguments) => Promise<number>): void =>
    void keys
      .command(name)
      .description(description)
      .option(...json)
      .action((options: KeysArguments) => ends(explained(work(options))));
  add('status', 'quelles clés, et ce qu’elles emballent / which keys, and what they wrap', status);
  add('rotate', 'une nouvelle clé, sans arrêt / a new key, while everything runs', rotate);
  add('seal', 'le fichier ne s’ouvre plus que par Vault / the file opens by Vault alone', seal);
  add('unseal', 'le fichier se passe de Vault / the file does without Vault', unseal);
  keys
    .command('retire')
    .description('ôte les anciennes clés / takes older keys away')
    .option('--after <days>', 'remplacées depuis plus de jours / replaced for more days', String(olderKept_days))
    .option(...json)
    .action((options: KeysArguments & { after: string }) => ends(explained(retire(options))));
};
