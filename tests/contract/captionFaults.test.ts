import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTranscriber } from '../../transcription/openTranscriber.ts';
import type { Transcriber } from '../../transcription/Transcriber.ts';
import { type CaptionedLine, captionedTalk } from '../support/captionedTalk.ts';
import { humanSamples, humanSpeech, noHumanSpeech, type PromptName } from '../support/humanSpeech.ts';
import { noSpeechEngine, speechEngine } from '../support/speechEngine.ts';
import { music } from '../support/spoken/music.ts';
import { steadyNoise } from '../support/spoken/noises.ts';
import { SAMPLE_RATE, sequence, silence } from '../support/spoken/sound.ts';
import { normalizedWords, wordErrors } from '../support/wordErrors.ts';

const because = noSpeechEngine ?? noHumanSpeech;
const LEAD_MS = 1_000;
const ADA: PromptName = 'queue-youarenext';
const ALAN: PromptName = 'ss-noservice';

/** A prompt after a second of silence. */
function spoken(name: PromptName): Float32Array {
  const samples = humanSamples(name, SAMPLE_RATE);
  return sequence(silence(LEAD_MS), { samples, voiced: [] }, silence(1_500)).samples;
}

function errorShare(lines: readonly CaptionedLine[], name: PromptName): number {
  const text = lines.flatMap(line => (line.final ? [line.text] : [])).join(' ');
  const expected = normalizedWords(humanSpeech(name).words);
  return wordErrors(expected, normalizedWords(text)) / expected.length;
}

describe.skipIf(because)(`captions of a room${because ? ` (not run: ${because})` : ''}`, () => {
  let engine: Transcriber;
  beforeAll(async () => {
    engine = await openTranscriber({ kind: 'engine', folder: speechEngine });
  });
  afterAll(() => engine?.close());

  it('have words and their times although every tenth packet is lost', async () => {
    const samples = spoken(ADA);
    const lines = await captionedTalk(
      [{ name: 'ada', samples, isLost: packet => packet % 10 === 3 }],
      engine,
    );
    expect(errorShare(lines, ADA)).toBeLessThan(0.3);
    const [first] = lines;
    expect(first?.fromMs).toBeGreaterThan(LEAD_MS - 600);
    expect(first?.fromMs).toBeLessThan(LEAD_MS + 400);
    const endMs = (samples.length / SAMPLE_RATE) * 1_000 - 1_500;
    expect(lines.at(-1)?.toMs).toBeGreaterThan(endMs - 700);
    expect(lines.at(-1)?.toMs).toBeLessThan(endMs + 700);
  });

  it('have the words of two people who talk at the same time under their own names', async () => {
    const lines = await captionedTalk(
      [
        { name: 'ada', samples: spoken(ADA) },
        { name: 'alan', samples: spoken(ALAN) },
      ],
      engine,
    );
    const of = (name: string) => lines.filter(line => line.name === name);
    expect(errorShare(of('ada'), ADA)).toBeLessThan(0.2);
    expect(errorShare(of('alan'), ALAN)).toBeLessThan(0.2);
    const ids = new Set(of('ada').map(({ lineId }) => lineId));
    expect(of('alan').some(({ lineId }) => ids.has(lineId))).toBe(false);
  });

  it('have the words of a microphone that is turned on while someone else talks', async () => {
    const lines = await captionedTalk(
      [
        { name: 'ada', samples: spoken(ADA) },
        { name: 'alan', samples: spoken(ALAN), startsAtMs: 3_000 },
      ],
      engine,
    );
    const late = lines.filter(({ name }) => name === 'alan');
    expect(errorShare(late, ALAN)).toBeLessThan(0.2);
    expect(late[0]?.fromMs).toBeLessThan(LEAD_MS + 400);
  });

  it.each([
    ['noise', () => steadyNoise('white', { durationMs: 8_000, levelDbov: -25 })],
    ['a fan', () => steadyNoise('fan', { durationMs: 8_000, levelDbov: -30 })],
    ['the street', () => steadyNoise('street', { durationMs: 8_000, levelDbov: -25 })],
    ['music', () => music('song', { durationMs: 8_000, levelDbov: -20 })],
    ['a beat', () => music('beat', { durationMs: 8_000, levelDbov: -20 })],
  ])('have no words in %s', async (_, sound) => {
    const { samples } = sequence(silence(LEAD_MS), sound(), silence(1_000));
    const lines = await captionedTalk([{ name: 'ada', samples }], engine);
    expect(lines.map(({ text, tail }) => text + tail).filter(text => text !== '')).toEqual([]);
  });
});
