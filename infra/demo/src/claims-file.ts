import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ClaimRequest } from './claim-desk.js';

export class NotAClaimsFile extends Error {}

export const lineOf = (request: ClaimRequest): string => `${JSON.stringify(request)}\n`;

/** Requests of an NDJSON file, one by one. @throws NotAClaimsFile naming the line. */
export async function* readClaims(file: string): AsyncGenerator<ClaimRequest> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() !== '') yield parsed(line, `${file}:${number}`);
  }
}

const parsed = (line: string, where: string): ClaimRequest => {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch {
    throw new NotAClaimsFile(`${where} is not JSON`);
  }
  if (!isRequest(request)) throw new NotAClaimsFile(`${where} needs endpoint, webhookId and body, each a text`);
  return request;
};

const isRequest = (value: unknown): value is ClaimRequest =>
  typeof value === 'object' &&
  value !== null &&
  (['endpoint', 'webhookId', 'body'] as const).every(
    field => typeof (value as Partial<Record<keyof ClaimRequest, unknown>>)[field] === 'string',
  );
