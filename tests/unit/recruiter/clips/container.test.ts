import { expect, it } from 'vitest';
import { containerOf } from '../../../../server/features/recruiter/clips/render/recording/recordingInput.ts';

const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(
    parts.map(part => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part, 'latin1'))),
  );

it.each([
  ['matroska', bytes('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81')],
  ['mov', bytes('\0\0\0\x20ftypisom')],
  ['mov', bytes('\0\0\0\x08wide\0\0\0\0')],
  ['wav', bytes('RIFF\x24\0\0\0WAVE')],
  ['ogg', bytes('OggS\0\x02\0\0\0\0\0\0')],
  ['mp3', bytes('ID3\x04\0\0\0\0\0\0\0\0')],
  ['mp3', bytes(0xff, 0xfb, 0x90, 0x64, '\0\0\0\0\0\0\0\0')],
] as const)('recognizes %s by its first bytes', (container, start) =>
  expect(containerOf(start)).toBe(container),
);

it.each([
  ['text', bytes('Dear all, here is it.')],
  ['a playlist', bytes('#EXTM3U\n#EXT-X-VERSION:3')],
  ['a list of files', bytes('ffconcat version 1.0\n')],
  ['a zip', bytes('PK\x03\x04\x14\0\0\0\x08\0\0\0')],
  ['an image', bytes('\x89PNG\r\n\x1a\n\0\0\0\r')],
  ['an AVI', bytes('RIFF\x24\0\0\0AVI ')],
  ['AAC without a container', bytes(0xff, 0xf1, 0x50, 0x80, '\0\0\0\0\0\0\0\0')],
  ['eleven bytes', bytes('OggS\0\x02\0\0\0\0\0')],
  ['an empty file', bytes()],
])('rejects %s', (_, start) => expect(containerOf(start)).toBeUndefined());
