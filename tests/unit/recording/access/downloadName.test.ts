import fc from 'fast-check';
import { expect, it } from 'vitest';
import { downloadName } from '../../../../server/features/recording/MediaAccess.ts';

it.each([
  ['Backend Developer, zweite Runde', 'backend-developer-zweite-runde-candidate-1.webm'],
  ['Développeuse Médias', 'developpeuse-medias-candidate-1.webm'],
  ['  ../../etc/passwd', 'etc-passwd-candidate-1.webm'],
  ['a"; filename="evil.exe', 'a-filename-evil-exe-candidate-1.webm'],
  ['面试', 'candidate-1.webm'],
  ['', 'candidate-1.webm'],
])('names the download of an interview titled %j %s', (title, name) => {
  expect(downloadName(title, 'candidate-1.webm')).toBe(name);
});

it('creates a valid file name and header value from any title', () => {
  const character = fc.integer({ min: 0, max: 0x10ffff }).map(code => String.fromCodePoint(code));
  const text = fc.array(fc.oneof(character, fc.constantFrom(...'aB9 -._/\\"\0\n')), { maxLength: 200 });
  fc.assert(
    fc.property(text, characters => {
      const title = characters.join('');
      expect(downloadName(title, 'composed.mp4')).toMatch(/^(?:[a-z0-9][a-z0-9-]{0,59}-)?composed\.mp4$/);
    }),
    { numRuns: 500 },
  );
});
