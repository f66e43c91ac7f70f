import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeOf } from '../../../server/http/mediaFileRoutes.ts';
import { tries } from '../../support/longTests.ts';
import { bucketOf, S3Server } from '../../support/s3/S3Server.ts';
import { FinishedFiles, sha256 } from './finishedFiles.ts';
import { type MediaAnswer, MediaFileVisitor } from './mediaFileVisitor.ts';
import { startTestServer, type TestServer } from './testServer.ts';

/** Meaning of a Range field by RFC 9110, section 14. `whole`: the response need not be partial. */
type Meaning = { first: number; last: number } | 'unsatisfiable' | 'whole';

interface AskedRange {
  field: string;
  meaning: Meaning;
}

/**
 * Generates a Range field for a file of `size` bytes with its meaning, which is known from the generation.
 */
function askedRange(size: number): fc.Arbitrary<AskedRange> {
  const near = fc.oneof(
    fc.integer({ min: 0, max: size + 10 }),
    fc.constantFrom(0, 1, size - 2, size - 1, size, size + 1).map(place => Math.max(0, place)),
  );
  const huge = fc.constantFrom(
    '999999999999999',
    '9007199254740993',
    '18446744073709551615',
    '9'.repeat(300),
  );
  const unit = fc.constantFrom('bytes', 'Bytes', 'BYTES');
  const zeros = fc.constantFrom('', '0', '0'.repeat(20));
  const from = (first: number, last: number): Meaning =>
    first >= size ? 'unsatisfiable' : { first, last: Math.min(last, size - 1) };
  const whole = (field: string): AskedRange => ({ field, meaning: 'whole' });

  const bounded = fc.tuple(unit, zeros, near, near).map(([name, zero, a, b]) => {
    const [first, last] = [Math.min(a, b), Math.max(a, b)];
    return { field: `${name}=${zero}${first}-${zero}${last}`, meaning: from(first, last) };
  });
  const open = near.map(first => ({ field: `bytes=${first}-`, meaning: from(first, size) }));
  const toHuge = fc
    .tuple(near, huge)
    .map(([first, last]) => ({ field: `bytes=${first}-${last}`, meaning: from(first, size) }));
  const fromHuge = huge.map((first): AskedRange => ({ field: `bytes=${first}-`, meaning: 'unsatisfiable' }));
  const suffix = fc.oneof(near.map(String), huge).map((length): AskedRange => {
    const last = { first: Math.max(0, size - Number(length)), last: size - 1 };
    return { field: `bytes=-${length}`, meaning: Number(length) === 0 ? 'unsatisfiable' : last };
  });
  const reversed = fc
    .tuple(near, fc.integer({ min: 1, max: 1_000 }))
    .map(([last, more]) => whole(`bytes=${last + more}-${last}`));
  const several = fc
    .array(fc.tuple(near, near), { minLength: 2, maxLength: 50 })
    .map(pairs => whole(`bytes=${pairs.map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`).join(',')}`));
  const malformed = fc
    .oneof(
      fc.constantFrom(
        ...[
          '',
          'bytes',
          'bytes=',
          'bytes=-',
          'bytes=--1',
          'bytes=1',
          'bytes=a-b',
          'bytes=1-2-3',
          'bytes 0-5',
        ],
        ...['bytes=0x0-0x5', 'bytes=1.5-3', 'bytes=-1-5', 'bytes=+1-5', 'bytes=1e2-', 'bytes=0-5;x', '0-5'],
        ...[
          'items=0-5',
          'seconds=0-1',
          'none',
          'bytes=0-5\u00b2',
          'bytes=\u00b2-5',
          'bytes =0-5',
          'bytes=0 - 5',
        ],
      ),
      fc.stringMatching(/^[!-~]{1,30}$/).filter(text => !/^bytes=/i.test(text)),
    )
    .map(whole);
  return fc.oneof(bounded, bounded, open, toHuge, fromHuge, suffix, reversed, several, malformed);
}

it('a Range field is interpreted as RFC 9110 defines', () => {
  const sized = fc
    .integer({ min: 1, max: 5_000_000_000 })
    .chain(size => fc.record({ size: fc.constant(size), asked: askedRange(size) }));
  fc.assert(
    fc.property(sized, ({ size, asked: { field, meaning } }) => {
      expect(rangeOf(field, size), field).toEqual(meaning);
    }),
    { numRuns: tries(4_000, 10_000) },
  );
  for (const field of ['bytes=0-', 'bytes=0-0', 'bytes=-1'])
    expect(rangeOf(field, 0), field).toBe('unsatisfiable');
});

/** Players send ranges in any order, some with an outdated ETag. */
const condition = fc.constantFrom('none', 'none', 'none', 'same', 'weak', 'other', 'date');

async function askHundreds(server: TestServer, numRuns: number): Promise<void> {
  using client = new MediaFileVisitor(server.url);
  const files = await FinishedFiles.make(server);
  const grant = await files.grantFor({ type: 'seat', seatId: files.interview.lead.seatId });
  const { bytes: size, sha256: digest } = files.file('person');
  const address = files.address(grant, 'person');
  const { bytes: whole, headers: wholeHeaders } = await client.ask(address);
  expect(sha256(whole)).toBe(digest);
  const etag = String(wholeHeaders.etag);
  const conditions = {
    none: undefined,
    same: etag,
    weak: `W/${etag}`,
    other: `"${'0'.repeat(32)}"`,
    date: 'Thu, 26 Nov 2026 06:00:00 GMT',
  };
  const wanted = fc.record({
    asked: askedRange(size),
    given: condition,
    method: fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD'),
  });
  await fc.assert(
    fc.asyncProperty(wanted, async ({ asked: { field, meaning }, given, method }) => {
      const ifRange = conditions[given];
      const headers = { range: field, ...(ifRange !== undefined && { 'if-range': ifRange }) };
      const applies = method === 'GET' && (given === 'none' || given === 'same');
      const expected = applies ? meaning : 'whole';
      const answer = await client.ask(address, { method, headers });
      expect(answer.isCut).toBe(false);
      expect(answer.headers).toMatchObject({ 'accept-ranges': 'bytes', etag });
      expect(answerOf(answer)).toEqual(answerTo(expected, size));
      const sent = method === 'HEAD' ? undefined : expected;
      expect(answer.bytes.equals(bytesOf(sent, whole))).toBe(true);
    }),
    { numRuns },
  );
}

const answerOf = ({ status, headers }: MediaAnswer) => ({
  status,
  length: headers['content-length'],
  range: headers['content-range'],
});

function answerTo(meaning: Meaning, size: number): ReturnType<typeof answerOf> {
  if (meaning === 'whole') return { status: 200, length: `${size}`, range: undefined };
  if (meaning === 'unsatisfiable') return { status: 416, length: '0', range: `bytes */${size}` };
  const { first, last } = meaning;
  return { status: 206, length: `${last - first + 1}`, range: `bytes ${first}-${last}/${size}` };
}

function bytesOf(meaning: Meaning | undefined, file: Buffer): Buffer {
  if (meaning === undefined || meaning === 'unsatisfiable') return Buffer.alloc(0);
  return meaning === 'whole' ? file : file.subarray(meaning.first, meaning.last + 1);
}

describe('hundreds of ranges', { timeout: 60_000 }, () => {
  it('return the correct bytes of a file in a folder', async () => {
    await using server = await startTestServer();
    await askHundreds(server, tries(600, 2_000));
  });

  it('return the correct bytes of a file in a bucket', async () => {
    await using bucket = await S3Server.start();
    await using server = await startTestServer({ env: bucketOf(bucket) });
    await askHundreds(server, tries(200, 300));
  });
});
