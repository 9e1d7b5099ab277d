import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BrokerUnavailable } from './broker-unavailable.js';

const exec = promisify(execFile);
const oldestJava = 17;
const install = 'on Debian: apt-get install openjdk-17-jre-headless maven';

/** The project's folder, from the sources as from dist. */
const project = ((folder = dirname(fileURLToPath(import.meta.url))) => {
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
})();

/** Where the pinned versions and the logging configuration are. */
export const sources = join(project, 'infra', 'kafka');

/**
 * The folder with the server's jars, fetched with Maven the first time (45 MB) and kept for every checkout of the same
 * version under `$XDG_CACHE_HOME/entraide` (`~/.cache/entraide`).
 *
 * @throws BrokerUnavailable without Java ≥ 17, or, the first time, without Maven or a repository it can reach
 */
export const serverJars = async (say: (line: string) => void = () => undefined): Promise<string> => {
  await checkJava();
  const pom = join(sources, 'pom.xml');
  const version = /<kafka\.version>([\d.]+)</.exec(await readFile(pom, 'utf8'))?.[1];
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'entraide');
  const jars = join(cache, `kafka-${version}`);
  if (existsSync(jars)) return jars;

  say(`Fetching the jars of Apache Kafka ${version} into ${jars}, once`);
  await mkdir(cache, { recursive: true });
  const part = await mkdtemp(`${jars}.part-`);
  try {
    await copyDependencies(pom, part);
    // Renamed when complete: whoever finds the folder finds all of it. Two at once: the first wins.
    await rename(part, jars).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(jars)) throw error;
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return jars;
};

const copyDependencies = async (pom: string, folder: string): Promise<void> => {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  try {
    await exec('mvn', ['--batch-mode', '--quiet', '--file', pom, ...goal]);
  } catch (error) {
    if (isMissing(error)) throw new BrokerUnavailable(`Maven fetches the broker's jars, and is missing; ${install}`);
    const { stdout = '' } = error as { stdout?: string };
    throw new BrokerUnavailable(`Maven could not fetch the broker's jars:\n${stdout.trim().slice(0, 2_000)}`);
  }
};

const checkJava = async (): Promise<void> => {
  const found = await exec('java', ['-version']).catch((error: unknown) => {
    if (isMissing(error))
      throw new BrokerUnavailable(`Kafka needs Java ${oldestJava} or newer, and there is none; ${install}`);
    throw error;
  });
  const major = Number(/version "(\d+)/.exec(found.stderr)?.[1] ?? 0);
  if (major < oldestJava)
    throw new BrokerUnavailable(`Kafka needs Java ${oldestJava} or newer, and this is Java ${major}; ${install}`);
};

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
