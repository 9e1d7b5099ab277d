import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Day } from '#kernel';
import type { ErasureRequest } from './erasure.commands.js';

/** Who was forgotten, when, why, and who decided it: pseudonyms, apart from the database. */
export type RegisterLine = ErasureRequest & { readonly on: Day };

/** Lines of federations that began earlier say less: whom, and when. */
type KnownLine = Pick<RegisterLine, 'person' | 'on'> & Partial<RegisterLine>;

export const isWhole = (line: KnownLine): line is RegisterLine =>
  [line.ground, line.decidedBy, line.approvedBy].every(value => value !== undefined);

export const writeDown = async (register: string, line: RegisterLine): Promise<void> => {
  const { person, on, ground, decidedBy, approvedBy } = line;
  await mkdir(dirname(register), { recursive: true });
  await appendFile(register, `${JSON.stringify({ person, on, ground, decidedBy, approvedBy })}\n`);
};

/** One line for each person, the one that says most; none where there is no register. */
export const linesOf = async (register: string): Promise<readonly KnownLine[]> => {
  const text = await readFile(register, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = new Map<string, KnownLine>();
  for (const one of text.split('\n').filter(written => written !== '')) {
    const line = JSON.parse(one) as KnownLine;
    const known = lines.get(line.person);
    if (!known || (!isWhole(known) && isWhole(line))) lines.set(line.person, line);
  }
  return [...lines.values()];
};
