import { isRole, mintDevToken, roles } from '#platform';
import { exitCode, UsageError } from '../exit.js';
import { localConfiguration } from '../local.js';

/** Prints an access token of the development issuer. */
export const token = async ({
  role,
  scheme,
  provider,
  subject,
  minutes,
}: {
  role: string;
  scheme: string[];
  provider?: string;
  subject?: string;
  minutes: string;
}): Promise<number> => {
  if (!isRole(role)) throw new UsageError(`--role is one of ${roles.join(', ')}`);
  const lifetime = Number(minutes) * 60;
  if (!Number.isInteger(lifetime) || lifetime <= 0) throw new UsageError('--minutes is a whole number above zero');
  const { dataDir } = localConfiguration();
  process.stdout.write(`${await mintDevToken({ dataDir, role, schemes: scheme, provider, subject, lifetime })}\n`);
  return exitCode.ok;
};
