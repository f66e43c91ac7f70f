import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementHeader } from '../../../shared/media/ebml.ts';

/** Writes an element header whose size takes this many bytes. */
function header(id: readonly number[], size: bigint, sizeBytes: number): Uint8Array {
  const field = size | (1n << BigInt(7 * sizeBytes));
  const bytes = Array.from({ length: sizeBytes }, (_, index) =>
    Number((field >> BigInt(8 * (sizeBytes - 1 - index))) & 0xffn),
  );
  return Uint8Array.from([...id, ...bytes]);
}

describe('an EBML element header', () => {
  it('states the size of the content, in any number of bytes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (bytes, share) => {
          const most = Math.min(2 ** (7 * bytes) - 2, Number.MAX_SAFE_INTEGER);
          const size = Math.floor(most * share ** 8);
          expect(elementHeader(header([0xec], BigInt(size), bytes))).toEqual({
            id: 0xec,
            headerBytes: 1 + bytes,
            dataBytes: size,
          });
        },
      ),
    );
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('may leave the size unknown, in %i bytes', bytes => {
    const open = header([0x1f, 0x43, 0xb6, 0x75], 2n ** BigInt(7 * bytes) - 1n, bytes);
    expect(elementHeader(open)).toEqual({ id: 0x1f43b675, headerBytes: 4 + bytes, dataBytes: undefined });
  });

  it('is undefined when it is truncated or starts with no number', () => {
    const whole = header([0x1f, 0x43, 0xb6, 0x75], 300n, 2);
    for (let length = 0; length < whole.length; length += 1)
      expect(elementHeader(whole.subarray(0, length))).toBeUndefined();
    expect(elementHeader(Uint8Array.of(0, 0x81))).toBeUndefined();
    expect(elementHeader(Uint8Array.of(0xec, 0))).toBeUndefined();
  });
});
