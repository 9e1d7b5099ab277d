import type { KnownCommand } from '../event-log.js';
import { knownCommand } from './look-ups.js';

/** A command as one line of COPY's text format: the answer in one line of base64, so that no column holds a break. */
export const commandLines = `select command_id, first_position, last_position, fingerprint,
  translate(encode(answer, 'base64'), E'\\n', '')`;

const absent = '\\N';

/** Cuts the lines of a COPY into commands, whatever the chunks they arrive in. */
export const commandLinesDecoder = (): ((chunk: Buffer) => readonly KnownCommand[]) => {
  let rest = '';
  return chunk => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop()!;
    return lines.map(line => {
      const [id, first, last, fingerprint, answer] = line.split('\t') as [string, string, string, string, string];
      return knownCommand([
        id,
        first,
        last,
        fingerprint === absent ? null : fingerprint,
        answer === absent ? null : Buffer.from(answer, 'base64'),
      ]);
    });
  };
};
