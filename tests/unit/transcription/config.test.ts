import { expect, it } from 'vitest';
import { readTranscriptionConfig, TranscriptionConfigError } from '../../../transcription/config.ts';

it('uses the engine when the variables are unset or empty', () => {
  expect(readTranscriptionConfig({})).toEqual({ kind: 'engine', folder: undefined });
  expect(
    readTranscriptionConfig({ TRANSCRIBE: ' ', TRANSCRIBE_URL: '', TRANSCRIBE_ENGINE: '/engine' }),
  ).toEqual({
    kind: 'engine',
    folder: '/engine',
  });
});

it('uses a service for English when only its URL is set', () => {
  expect(readTranscriptionConfig({ TRANSCRIBE_URL: 'https://api.openai.com/v1/' })).toEqual({
    kind: 'service',
    service: { url: 'https://api.openai.com/v1', model: 'whisper-1', languages: ['en'] },
  });
});

it('reads key, model, and languages', () => {
  const env = {
    TRANSCRIBE_URL: 'http://stt:8000/v1',
    TRANSCRIBE_KEY: 'sk-1',
    TRANSCRIBE_MODEL: 'large-v3',
    TRANSCRIBE_LANGUAGES: 'en, DE',
  };
  expect(readTranscriptionConfig(env)).toEqual({
    kind: 'service',
    service: { url: 'http://stt:8000/v1', key: 'sk-1', model: 'large-v3', languages: ['en', 'de'] },
  });
});

it('reads a budget, which is counted in the data folder', () => {
  const env = { TRANSCRIBE_URL: 'http://stt/v1', TRANSCRIBE_BUDGET_MINUTES: '600', DATA_DIR: '/data' };
  expect(readTranscriptionConfig(env)).toMatchObject({
    service: { budget: { minutes: 600, folder: '/data' } },
  });
});

it('turns off an engine and a service', () => {
  const env = { TRANSCRIBE: 'off', TRANSCRIBE_URL: 'https://example.com', TRANSCRIBE_ENGINE: '/engine' };
  expect(readTranscriptionConfig(env)).toEqual({ kind: 'off' });
});

it.each([
  ['TRANSCRIBE', 'on'],
  ['TRANSCRIBE_URL', 'not an address'],
  ['TRANSCRIBE_URL', 'https://user:secret@example.com/v1'],
  ['TRANSCRIBE_URL', 'https://example.com/v1?key=1'],
  ['TRANSCRIBE_KEY', 'line\nbreak'],
  ['TRANSCRIBE_MODEL', 'x'.repeat(201)],
  ['TRANSCRIBE_LANGUAGES', 'en,English'],
  ['TRANSCRIBE_BUDGET_MINUTES', '0'],
  ['TRANSCRIBE_BUDGET_MINUTES', '1.5'],
  ['TRANSCRIBE_BUDGET_MINUTES', '60 minutes'],
])('rejects %s=%j and names the variable', (name, value) => {
  const env = { TRANSCRIBE_URL: 'https://example.com', [name]: value };
  expect(() => readTranscriptionConfig(env)).toThrow(TranscriptionConfigError);
  expect(() => readTranscriptionConfig(env)).toThrow(name);
});
