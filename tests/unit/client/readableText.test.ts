import { expect, it } from 'vitest';
import { isReadable } from '../../../client/core/readableText.ts';

it('tells text from the bytes of another file', async () => {
  expect(isReadable('role: Nurse – “Résumé”\n')).toBe(true);
  const png = new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])]);
  expect(isReadable(await png.text())).toBe(false);
  const utf16 = new Blob([new Uint8Array([0x72, 0, 0x6f, 0])]);
  expect(isReadable(await utf16.text())).toBe(false);
});
