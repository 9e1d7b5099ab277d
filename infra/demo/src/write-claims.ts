import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoClaims } from './claims.js';
import { lineOf } from './claims-file.js';

/** Writes infra/demo/claims.ndjson anew: run it from the top of the checkout after the story has changed. */
const file = join(process.argv[2] ?? join('infra', 'demo'), 'claims.ndjson');
const lines = Array.from(demoClaims(), lineOf);
writeFileSync(file, lines.join(''));
process.stdout.write(`${file}: ${lines.length} requests\n`);
