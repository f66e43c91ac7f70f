import { expect, it } from 'vitest';
import { type ClipRequest, clipIdOf } from '../../../../server/features/recruiter/clips/clipRequest.ts';
import type { SpeechService } from '../../../../server/features/recruiter/clips/speechConfig.ts';

const LINE: ClipRequest = { kind: 'line', text: 'Hello.', voice: 'slt', pace: 'normal' };
const SERVICE: SpeechService = { url: 'https://example.com/v1', key: 'a', model: 'tts-1', voice: 'alloy' };

it('clip IDs are equal for equal requests, and differ for everything that changes audio or video', () => {
  const ids = [
    clipIdOf(LINE, {}),
    clipIdOf({ ...LINE, text: 'Hello!' }, {}),
    clipIdOf({ ...LINE, voice: 'rms' }, {}),
    clipIdOf({ ...LINE, pace: 'slower' }, {}),
    clipIdOf(LINE, { service: SERVICE }),
    clipIdOf({ ...LINE, pace: 'slower' }, { service: SERVICE }),
    clipIdOf(LINE, { service: { ...SERVICE, url: 'https://example.org/v1' } }),
    clipIdOf(LINE, { service: { ...SERVICE, model: 'tts-2' } }),
    clipIdOf(LINE, { service: { ...SERVICE, voice: 'echo' } }),
    clipIdOf({ kind: 'silent', clip: 'listening' }, {}),
    clipIdOf({ kind: 'silent', clip: 'nod' }, {}),
    clipIdOf({ kind: 'recording', fileSha256: 'a'.repeat(64), text: 'Hello.' }, {}),
    clipIdOf({ kind: 'recording', fileSha256: 'b'.repeat(64), text: 'Hello.' }, {}),
    clipIdOf({ kind: 'recording', fileSha256: 'a'.repeat(64), text: 'Hi.' }, {}),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(clipIdOf({ ...LINE }, {})).toBe(ids[0]);
});

it('clip IDs do not depend on the key, nor on the built-in voice when a service speaks', () => {
  expect(clipIdOf(LINE, { service: { ...SERVICE, key: 'b' } })).toBe(clipIdOf(LINE, { service: SERVICE }));
  expect(clipIdOf({ ...LINE, voice: 'awb' }, { service: SERVICE })).toBe(
    clipIdOf(LINE, { service: SERVICE }),
  );
  const silence: ClipRequest = { kind: 'silent', clip: 'nod' };
  expect(clipIdOf(silence, { service: SERVICE })).toBe(clipIdOf(silence, {}));
});
