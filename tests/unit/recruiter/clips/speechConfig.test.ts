import { expect, it } from 'vitest';
import { ConfigError } from '../../../../server/config.ts';
import { readSpeechConfig } from '../../../../server/features/recruiter/clips/speechConfig.ts';

it('uses the built-in voice when the variables are unset or empty', () => {
  expect(readSpeechConfig({})).toEqual({});
  expect(readSpeechConfig({ SPEECH_URL: ' ', SPEECH_KEY: '' })).toEqual({});
});

it('uses a speech service when only its URL is set', () => {
  expect(readSpeechConfig({ SPEECH_URL: 'https://api.openai.com/v1/' })).toEqual({
    service: { url: 'https://api.openai.com/v1', model: 'tts-1', voice: 'alloy' },
  });
});

it('reads key, model, and voice', () => {
  const env = {
    SPEECH_URL: 'http://tts:8880/v1',
    SPEECH_KEY: 'sk-1',
    SPEECH_MODEL: 'kokoro',
    SPEECH_VOICE: 'bella',
  };
  expect(readSpeechConfig(env)).toEqual({
    service: { url: 'http://tts:8880/v1', key: 'sk-1', model: 'kokoro', voice: 'bella' },
  });
});

it.each([
  ['SPEECH_URL', 'not an address'],
  ['SPEECH_URL', 'ftp://example.com'],
  ['SPEECH_URL', 'https://user:secret@example.com/v1'],
  ['SPEECH_URL', 'https://example.com/v1?key=1'],
  ['SPEECH_URL', 'https://example.com/v1#x'],
  ['SPEECH_KEY', 'two words'],
  ['SPEECH_KEY', 'line\nbreak'],
  ['SPEECH_MODEL', 'x'.repeat(201)],
])('rejects %s=%j and names the variable', (name, value) => {
  const env = { SPEECH_URL: 'https://example.com', [name]: value };
  expect(() => readSpeechConfig(env)).toThrow(ConfigError);
  expect(() => readSpeechConfig(env)).toThrow(name);
});
