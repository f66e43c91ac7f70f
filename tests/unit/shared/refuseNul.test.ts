import { describe, expect, it } from 'vitest';
import { refuseNul } from '../../../shared/protocol/refuseNul.ts';

describe('the character NUL', () => {
  it.each<[unknown, string | undefined]>([
    ['a\0', undefined],
    [{ text: '\0' }, 'text'],
    [{ seats: [{ name: 'Ada' }, { name: 'Gr\0ce' }] }, 'seats.1.name'],
    [{ 'na\0me': 1 }, 'name'],
  ])('is rejected in %j', (input, field) => {
    expect(() => refuseNul(input)).toThrowError(
      expect.objectContaining({ code: 'invalid', details: field && expect.objectContaining({ field }) }),
    );
  });

  it('is absent from other texts at any depth', () => {
    let deep: unknown = 'end';
    for (let depth = 0; depth < 20_000; depth += 1) deep = { deep };
    for (const input of [undefined, null, 7, 'text', '\u0001', ['0', { a: true }], deep]) refuseNul(input);
  });
});
