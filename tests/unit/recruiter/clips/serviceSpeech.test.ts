import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ClipError } from '../../../../server/features/recruiter/clips/clipError.ts';
import { sentencesOf } from '../../../../server/features/recruiter/clips/render/speech/sentences.ts';
import {
  serviceSentence,
  serviceSpeech,
} from '../../../../server/features/recruiter/clips/render/speech/serviceSpeech.ts';
import { speakLine } from '../../../../server/features/recruiter/clips/render/speech/speakLine.ts';
import { spokenWords } from '../../../../server/features/recruiter/clips/render/speech/spokenWords.ts';
import { freePort } from '../../../support/freePort.ts';
import {
  endless,
  type StandInSpeechService,
  sending,
  speaking,
  spokenSeconds,
  stalling,
  standInSpeechService,
  status,
} from '../../../support/speechService.ts';
import { wavOf } from '../../../support/wav.ts';

const TEXT = 'Tell me about your work, please.';
/** Without delays between attempts, but with enough time for a response on a busy machine. */
const PATIENT = { answerMs: 20_000, betweenMs: [1, 1], retryAfterMaxMs: 20 };
const IMPATIENT = { ...PATIENT, answerMs: 300 };

let standIn: StandInSpeechService;

beforeAll(async () => {
  standIn = await standInSpeechService();
});
afterAll(() => standIn[Symbol.asyncDispose]());
beforeEach(() => {
  standIn.requests.length = 0;
  standIn.answer(speaking());
});

function say(text = TEXT, patience = PATIENT) {
  return serviceSpeech(standIn.service, text, 0.85, patience);
}

async function reasonOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    failure => failure,
  );
  expect(error).toBeInstanceOf(ClipError);
  return (error as ClipError).reason;
}

it('sends the request that the speech API expects, and returns the audio', async () => {
  const sound = await say();
  expect(standIn.requests).toEqual([
    {
      path: '/v1/audio/speech',
      authorization: 'Bearer the-key',
      body: { model: 'tts-1', input: TEXT, voice: 'alloy', response_format: 'wav', speed: 0.85 },
    },
  ]);
  expect(sound.rate).toBe(24_000);
  expect(sound.samples.length / 24_000).toBeCloseTo(spokenSeconds(TEXT), 1);
});

it('sends no key when none is set', async () => {
  const { key: _, ...keyless } = standIn.service;
  await serviceSpeech(keyless, TEXT, 1, PATIENT);
  expect(standIn.requests[0]?.authorization).toBeUndefined();
});

describe('speech service retries', () => {
  it.each([429, 500, 503])('after status %i', async code => {
    standIn.answer(status(code), status(code), speaking());
    await expect(say()).resolves.toBeDefined();
    expect(standIn.requests).toHaveLength(3);
  });

  it('when Retry-After has passed, within a limit', async () => {
    standIn.answer(status(429, { 'retry-after': '3600' }), speaking());
    await expect(say()).resolves.toBeDefined();
  });

  it('and finally fails', async () => {
    standIn.answer(status(503));
    expect(await reasonOf(say())).toBe('speech-overloaded');
    expect(standIn.requests).toHaveLength(3);
  });
});

describe('speech service errors explain a service that', () => {
  it.each([400, 401, 404])('rejects with %i, without a retry', async code => {
    standIn.answer(status(code));
    expect(await reasonOf(say())).toBe('speech-refused');
    expect(standIn.requests).toHaveLength(1);
  });

  it('redirects, which is not followed', async () => {
    standIn.answer(status(307, { location: '/v1/elsewhere' }));
    expect(await reasonOf(say())).toBe('speech-redirected');
    expect(standIn.requests.map(({ path }) => path)).toEqual(['/v1/audio/speech']);
  });

  it('sends a web page', async () => {
    standIn.answer(sending('<!doctype html><title>Welcome</title>', { 'content-type': 'audio/wav' }));
    expect(await reasonOf(say())).toBe('speech-not-audio');
  });

  it('sends an empty response', async () => {
    standIn.answer(sending(''));
    expect(await reasonOf(say())).toBe('speech-not-audio');
  });

  it('never ends the response', async () => {
    standIn.answer(endless());
    expect(await reasonOf(say())).toBe('speech-too-large');
  });

  it('starts a response and stops', async () => {
    standIn.answer(stalling());
    expect(await reasonOf(say(TEXT, IMPATIENT))).toBe('speech-timeout');
    expect(standIn.requests).toHaveLength(3);
  });

  it('never responds', async () => {
    standIn.answer(() => {});
    expect(await reasonOf(say(TEXT, IMPATIENT))).toBe('speech-timeout');
  });

  it('closes the connection', async () => {
    standIn.answer(response => response.destroy());
    expect(await reasonOf(say())).toBe('speech-unreachable');
  });

  it('is unreachable', async () => {
    const nobody = { ...standIn.service, url: `http://127.0.0.1:${await freePort()}` };
    expect(await reasonOf(serviceSpeech(nobody, TEXT, 1, PATIENT))).toBe('speech-unreachable');
  });

  it.each([
    ['is silent', 2, 0],
    ['is far too short', 0.2, 0.5],
    ['is far too long', 60, 0.5],
  ])('sends audio that %s', async (_, seconds, amplitude) => {
    const samples = new Float32Array(seconds * 8_000).fill(amplitude);
    standIn.answer(sending(wavOf(samples, { rate: 8_000, bits: 16 })));
    expect(await reasonOf(say())).toBe('speech-implausible');
  });
});

it('distributes a sentence over its words by the time in which a voice is heard', async () => {
  const text = 'What did you do, and when? I am listening.';
  const line = await speakLine(text, 'normal', async sentence => {
    const written = sentence.words.map(word => word.written).join(' ');
    return serviceSentence(sentence, await say(written));
  });
  expect(standIn.requests.map(({ body }) => body.input)).toEqual([
    'What did you do, and when?',
    'I am listening.',
  ]);
  expect(line.phones).toBeUndefined();
  expect(line.cues.map(cue => cue.text).join(' ')).toBe(text);
  // Each sentence has one pause, and there is one between them.
  expect(line.phrasesMs).toHaveLength(4);
  for (const phraseMs of line.phrasesMs) expect(phraseMs % 40).toBe(0);
});

it('moves the start of a word that would fall into a pause to the end of the pause', () => {
  const [sentence] = sentencesOf(spokenWords('One, two.'));
  const rate = 8_000;
  const samples = new Float32Array(2 * rate).fill(0.3, 0, rate * 0.8).fill(0.3, rate * 1.2);
  if (!sentence) throw new Error('There is one sentence.');
  const { wordStartMs } = serviceSentence(sentence, { rate, samples });
  expect(wordStartMs(0)).toBe(0);
  expect(wordStartMs(1)).toBeCloseTo(1_200, -2);
});
