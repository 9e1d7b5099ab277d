#!/usr/bin/env node
/**
 * Un témoin : garde le dernier point de contrôle vu de chaque journal, et ne contresigne que ce qui le prolonge.
 * A witness: keeps the newest checkpoint it saw of each log, and cosigns only what continues it (C2SP tlog-witness).
 *
 *   node witness.mjs key NAME FILE                      makes a key; prints the line the federation is given
 *   node witness.mjs add FILE --policy P [--state DIR]  reads a request on standard input, prints the cosignature
 *   node witness.mjs serve FILE --policy P [--state DIR] [--port 7070]
 *
 * Needs Node 20 and proofs.mjs beside it. Exit code: 0 cosigned, 1 refused (a fork, an unknown log), 3 wrong use.
 */
import { Buffer } from 'node:buffer';
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { openNote, provesConsistency, readPolicy, sha256 } from './proofs.mjs';

const publicHalf = key => createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
const idOf = (name, publicKey) => sha256(`${name}\n`, Buffer.of(4), publicKey).subarray(0, 4);

const makeKey = (name, file) => {
  if (!/^[^\s+]+$/u.test(name ?? '') || !file || existsSync(file)) throw new Error('NAME FILE, and no such file yet');
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(file, JSON.stringify({ name, pem }), { mode: 0o600, flag: 'wx' });
  const publicKey = publicHalf(privateKey);
  const encoded = Buffer.concat([Buffer.of(4), publicKey]).toString('base64');
  return `witness ${name} ${name}+${idOf(name, publicKey).toString('hex')}+${encoded}\n`;
};

class Witness {
  constructor(keyFile, policyFile, state) {
    const { name, pem } = JSON.parse(readFileSync(keyFile, 'utf8'));
    Object.assign(this, { name, state, key: createPrivateKey(pem) });
    this.logs = readPolicy(readFileSync(policyFile, 'utf8')).logs;
    mkdirSync(state, { recursive: true });
  }

  /** Status and body of the answer. Nothing in it waits: between what is kept and what is signed nobody comes. */
  add(request, now = Date.now()) {
    const blank = request.indexOf('\n\n');
    const [first = '', ...proofLines] = request.slice(0, Math.max(0, blank)).split('\n');
    const note = request.slice(blank + 2);
    const [, said] = /^old (0|[1-9]\d*)$/.exec(first) ?? [];
    const proof = proofLines.map(line => Buffer.from(line, 'base64'));
    if (said === undefined || proof.length > 63) return [400, 'not a request\n'];
    const log = this.logs.find(({ name }) => name === note.split('\n')[0]);
    if (!log) return [404, 'unknown log\n'];
    let text;
    try {
      const opened = openNote(note, [log]);
      if (!opened.signers.has(log)) return [403, 'not signed by the log\n'];
      text = opened.text;
    } catch {
      return [403, 'not signed by the log\n'];
    }
    const [, sizeText, rootText] = text.split('\n');
    const [size, root, old] = [Number(sizeText), Buffer.from(rootText, 'base64'), Number(said)];
    if (!Number.isSafeInteger(size) || old > size) return [400, 'old is larger than the checkpoint\n'];
    const file = join(this.state, `${sha256(log.name).toString('hex')}.json`);
    const seen = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { size: 0, root: '' };
    if (seen.size !== old) return [409, `${seen.size}\n`, 'text/x.tlog.size'];
    if (old === size && seen.size > 0 && seen.root !== rootText) return [409, `${seen.size}\n`, 'text/x.tlog.size'];
    if (old === 0 ? proof.length > 0 : !provesConsistency(old, size, Buffer.from(seen.root, 'base64'), root, proof))
      return [422, 'this is not what I saw, continued\n'];
    writeFileSync(`${file}.new`, JSON.stringify({ origin: log.name, size, root: rootText }));
    renameSync(`${file}.new`, file);
    return [200, this.cosignature(text, Math.floor(now / 1000))];
  }

  cosignature(text, time) {
    const seconds = Buffer.alloc(8);
    seconds.writeBigUInt64BE(BigInt(time));
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), this.key);
    const bytes = Buffer.concat([idOf(this.name, publicHalf(this.key)), seconds, signature]);
    return `— ${this.name} ${bytes.toString('base64')}\n`;
  }
}

const serve = (witness, port) =>
  createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', chunk => {
      body += chunk;
      if (body.length > 100_000) request.destroy();
    });
    request.on('end', () => {
      const known = request.method === 'POST' && request.url === '/add-checkpoint';
      const [status, text, type = 'text/plain'] = known ? witness.add(body) : [404, 'POST /add-checkpoint\n'];
      response.writeHead(status, { 'content-type': type }).end(text);
    });
  }).listen(port, '127.0.0.1', function listening() {
    process.stdout.write(`http://127.0.0.1:${this.address().port}\n`);
  });

try {
  const [word, keyFile, ...rest] = process.argv.slice(2);
  const option = (name, otherwise) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : otherwise);
  if (word === 'key') process.stdout.write(makeKey(keyFile, rest[0]));
  else if ((word === 'add' || word === 'serve') && option('--policy')) {
    const witness = new Witness(keyFile, option('--policy'), option('--state', `${keyFile}.seen`));
    if (word === 'serve') serve(witness, Number(option('--port', 7070)));
    else {
      const [status, text] = witness.add(readFileSync(0, 'utf8'));
      (status === 200 ? process.stdout : process.stderr).write(text);
      process.exitCode = status === 200 ? 0 : 1;
    }
  } else throw new Error('key NAME FILE | add FILE --policy P | serve FILE --policy P');
} catch (error) {
  process.stderr.write(`usage: node witness.mjs ${error.message}\n`);
  process.exitCode = 3;
}
