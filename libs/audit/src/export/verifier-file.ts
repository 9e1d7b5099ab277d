import { fileURLToPath } from 'node:url';

/** The project's folder, seen from the source as from what is built of it. */
const root = new URL(import.meta.url.endsWith('.ts') ? '../../../../' : '../../../../../', import.meta.url);

/** The program an outsider runs on an export. It is not built: it is what it is, to be read. */
export const verifierFile = fileURLToPath(new URL('libs/audit/verifier/verify-export.mjs', root));
/** What it, and a witness, know of trees and signatures: they travel together. */
export const proofsFile = fileURLToPath(new URL('libs/audit/verifier/proofs.mjs', root));
/** The program a witness runs. */
export const witnessFile = fileURLToPath(new URL('libs/audit/verifier/witness.mjs', root));
