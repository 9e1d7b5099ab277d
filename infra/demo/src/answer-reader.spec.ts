import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AnswerReader, NotAnAnswer, type ReadAnswer } from './answer-reader.js';

const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 8\r\nRetry-After: 3\r\n\r\n{"é":1}';
const inPieces =
  'HTTP/1.1 503 No\r\ntransfer-encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n';

/** Everything the reader says of these bytes, cut at these places. */
const read = (bytes: Buffer, cuts: readonly number[] = []): ReadAnswer[] => {
  const reader = new AnswerReader();
  const places = [...new Set([0, ...cuts, bytes.length])].sort((a, b) => a - b);
  return places.slice(1).flatMap((to, index) => reader.add(bytes.subarray(places[index], to)) ?? []);
};

describe('an answer', () => {
  test('says its status, when to come again, and its body', () =>
    expect(read(Buffer.from(whole))).toEqual([{ status: 200, retryAfter: 3, staysOpen: true, text: '{"é":1}' }]));

  test('may come in pieces of its own, and end the connection', () =>
    expect(read(Buffer.from(inPieces))).toEqual([
      { status: 503, retryAfter: null, staysOpen: false, text: 'abc0123456789' },
    ]));

  test('may have no content, and no length of it', () =>
    expect(read(Buffer.from(`HTTP/1.1 204 No Content\r\n\r\n${whole}`)).map(({ status }) => status)).toEqual([204]));

  test('is the same wherever the network cuts it', () => {
    fc.assert(
      fc.property(fc.constantFrom(whole, inPieces), fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
        const bytes = Buffer.from(text);
        expect(
          read(
            bytes,
            cuts.filter(cut => cut < bytes.length),
          ),
        ).toEqual(read(bytes));
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ['another protocol', 'SSH-2.0-x\r\n\r\n'],
    ['no length', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['a piece of no size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n'],
    ['a head without an end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}`],
  ])('is none with %s', (_, text) => expect(() => read(Buffer.from(text))).toThrow(NotAnAnswer));
});
