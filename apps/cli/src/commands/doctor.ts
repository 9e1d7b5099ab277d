import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { exitCode } from '../exit.js';
import { localConfiguration, withStores } from '../local.js';

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Looks at everything `up` needs, and says what to do about what is missing. */
export const doctor = async ({ json }: { json?: boolean }): Promise<number> => {
  const findings: Finding[] = [nodeVersion(), ...(await files())];
  const configuration = localConfiguration();
  findings.push(await portFree(configuration.host, configuration.port), await database());
  for (const finding of findings)
    process.stdout.write(
      json ? `${JSON.stringify(finding)}\n` : `${finding.ok ? '✓' : '✗'} ${finding.what}: ${finding.detail}\n`,
    );
  return findings.every(({ ok }) => ok) ? exitCode.ok : exitCode.failed;
};

const nodeVersion = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return {
    what: 'Node',
    ok,
    detail: ok ? process.versions.node : `${process.versions.node}: 20.19 or later is needed, 24 recommended`,
  };
};

const files = async (): Promise<Finding[]> => {
  const { dataDir } = localConfiguration();
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
    const { bavail, blocks, bsize } = await statfs(dataDir);
    const free = bavail / blocks;
    return [
      {
        what: 'disk',
        ok: free > 0.05,
        detail: `${Math.round((bavail * bsize) / 2 ** 30)} GiB free in ${dataDir}${free > 0.05 ? '' : ': less than 5 %'}`,
      },
    ];
  } catch (error) {
    return [
      {
        what: 'DATA_DIR',
        ok: false,
        detail: `${dataDir} cannot be written (${(error as { code?: string }).code ?? 'error'})`,
      },
    ];
  }
};

const portFree = (host: string, port: number): Promise<Finding> =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', error =>
      resolve({
        what: 'port',
        ok: false,
        detail: `${host}:${port} is taken (${(error as { code?: string }).code}); set PORT, or is it already up?`,
      }),
    );
    server.listen(port, host, () =>
      server.close(() => resolve({ what: 'port', ok: true, detail: `${host}:${port} is free` })),
    );
  });

const database = async (): Promise<Finding> => {
  try {
    return await withStores(async ({ log }) => ({
      what: 'database',
      ok: true,
      detail: `membership log at position ${await log.head('membership')}`,
    }));
  } catch (error) {
    return { what: 'database', ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
};
