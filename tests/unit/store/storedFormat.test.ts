import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StoredFormat } from '../../../server/store/StoredFormat.ts';

const NAMES = z.strictObject({ names: z.array(z.string().trim().min(1).max(5)).max(2) });
/** Format 1 was one name, format 2 a string of names. */
const format = new StoredFormat(NAMES, {
  upcasters: [
    value => ({ text: (value as { name: string }).name }),
    value => ({ names: (value as { text: string }).text.split(',') }),
  ],
});

describe('StoredFormat', () => {
  it.each([
    ['the first format, without a number', { name: 'Ada' }, ['Ada']],
    ['an earlier format', { format: 2, content: { text: 'Ada,Grace' } }, ['Ada', 'Grace']],
    ['the current format', { format: 3, content: { names: ['Ada'] } }, ['Ada']],
    [
      'the current format, stored with larger limits',
      { format: 3, content: { names: [' a longer name', '', ''] } },
      [' a longer name', '', ''],
    ],
  ])('reads %s', (_what, stored, names) => {
    expect(format.tryDecode(JSON.stringify(stored))).toEqual({ names });
  });

  it('writes the current format, and reads it back', () => {
    const text = format.encode({ names: ['Ada'] });
    expect(JSON.parse(text)).toEqual({ format: 3, content: { names: ['Ada'] } });
    expect(format.decode(text, 'list')).toEqual({ names: ['Ada'] });
  });

  it('rejects a newer format', () => {
    const text = JSON.stringify({ format: 4, content: { names: ['Ada'] } });
    expect(format.tryDecode(text)).toBeUndefined();
    expect(() => format.decode(text, 'list')).toThrow(/newer-version \{"what":"list"\}/);
  });

  it('throws for content that no version wrote', () => {
    expect(() => format.tryDecode(JSON.stringify({ format: 3, content: { names: 'Ada' } }))).toThrow();
  });
});
