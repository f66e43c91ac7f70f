import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_KITS, readBuiltInKits } from '../../../../server/features/kit/builtInKits.ts';
import { levelsOf } from '../../../../server/features/recruiter/clips/render/sound/levels.ts';
import {
  compileFlite,
  Flite,
  fliteSentence,
} from '../../../../server/features/recruiter/clips/render/speech/flite.ts';
import {
  type SpokenLine,
  speakLine,
} from '../../../../server/features/recruiter/clips/render/speech/speakLine.ts';
import { interviewKitOf } from '../../../../shared/kit/kit.ts';
import { CLIP_LIMITS } from '../../../../shared/recruiter/clip.ts';
import { linesOf } from '../../../../shared/recruiter/lines.ts';
import type { Pace, RecruiterVoice } from '../../../../shared/recruiter/settings.ts';
import { LONG_RUN } from '../../../support/longTests.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';

let folder: TemporaryFolder;
let flite: Flite;

beforeAll(async () => {
  folder = await temporaryFolder('flite');
  flite = new Flite(await compileFlite(), folder.path);
});
afterAll(() => folder.remove());

function speak(text: string, pace: Pace = 'normal', voice: RecruiterVoice = 'slt') {
  return speakLine(text, pace, async sentence => fliteSentence(flite, sentence, voice, pace));
}

const PARAGRAPH =
  'Hello, and welcome to your interview. I ask one question at a time, and you can also read it on the screen. You may use the thinking time shown there, or start right away. After some answers I will ask a short follow-up question.';

describe('pace of flite', () => {
  /** A mix of short and long words that is typical for kits. */
  const lines = [
    'On a Friday afternoon a colleague tells you privately that a key has been in a public folder for two days.',
    'People evaluate your answers, with written criteria for this role; nothing is scored automatically.',
    'Explain how you build the endpoint so that the customer is charged once.',
    'Thank you for taking us through it.',
    'No one expects exact syntax here. Say in plain words what the code or the query would do.',
  ];

  it.each<[RecruiterVoice, Pace, number]>([
    ['slt', 'normal', 155],
    ['rms', 'normal', 155],
    ['awb', 'normal', 155],
    ['slt', 'slower', 130],
    ['slt', 'faster', 180],
  ])('is %s: %s, about %i words a minute', async (voice, pace, expected) => {
    let [words, minutes] = [0, 0];
    for (const line of lines) {
      const { samples } = await speak(line, pace, voice);
      words += line.split(' ').length;
      // Without the silence at both ends.
      minutes += (samples.length / 48 - 320) / 60_000;
    }
    expect(Math.abs(words / minutes / expected - 1)).toBeLessThan(0.09);
  });
});

describe('a spoken line', () => {
  it('starts with 120 ms of silence, ends with 200 ms, and lasts a whole number of video frames', async () => {
    const { samples, cues } = await speak('Thank you.');
    const levels = levelsOf(samples);
    expect([...levels.subarray(0, 6)]).toEqual(Array(6).fill(127));
    expect(levels[7]).toBeLessThan(80);
    expect([...levels.subarray(-9)]).toEqual(Array(9).fill(127));
    expect(samples.length % 1_920).toBe(0);
    expect(cues).toEqual([{ fromMs: expect.any(Number), toMs: expect.any(Number), text: 'Thank you.' }]);
    expect(cues[0]?.fromMs).toBeLessThanOrEqual(160);
    expect((cues[0]?.toMs ?? 0) + 200).toBeLessThanOrEqual(samples.length / 48);
  });

  it('can be stopped at sentences and commas, at silence and at the start of a video frame', async () => {
    const { samples, phrasesMs } = await speak(
      'When you are done, press a button. Then, we go on: to the next.',
    );
    const levels = levelsOf(samples);
    expect(phrasesMs).toHaveLength(5);
    expect(phrasesMs[0]).toBe(0);
    for (const phraseMs of phrasesMs) {
      expect(phraseMs % 40).toBe(0);
      for (const levelMs of [phraseMs - 40, phraseMs - 20, phraseMs])
        if (levelMs >= 0) expect(levels[levelMs / 20]).toBeGreaterThan(50);
      // The next word starts soon, so that a person who starts here does not wait.
      expect(Math.min(...levels.subarray(phraseMs / 20, phraseMs / 20 + 12))).toBeLessThan(50);
    }
  });

  it('has captions that start with their first word', async () => {
    const long =
      'I would like to know how you found out about the fault in that system which took such a long time and cost so much money that no one wanted to talk about it in the years after that.';
    const { cues, phones = [] } = await speak(long);
    expect(cues.length).toBeGreaterThan(1);
    for (const [at, { text }] of cues.entries()) {
      const before = cues
        .slice(0, at)
        .map(cue => cue.text)
        .join(' ');
      const phoneCount = before === '' ? 0 : flite.countPhones(before, 'slt');
      const heard = phones.filter(({ name }) => name !== 'pau');
      expect(Math.abs((cues[at]?.fromMs ?? 0) - (heard[phoneCount]?.fromMs ?? 0)), text).toBeLessThan(60);
    }
  });

  it('returns its sounds without gaps, in order, to the end', async () => {
    const { phones = [], samples } = await speak('One, two. Three!');
    let atMs = 0;
    for (const phone of phones) {
      expect(phone.fromMs).toBeCloseTo(atMs, 0);
      expect(phone.toMs).toBeGreaterThan(phone.fromMs);
      atMs = phone.toMs;
    }
    expect(atMs).toBeLessThanOrEqual(samples.length / 48);
    expect(phones[0]).toMatchObject({ name: 'pau', fromMs: 0 });
  });

  it('depends on its text alone: nothing in it is read as an option', async () => {
    const { samples } = await speak('-o /etc/passwd --help -voicedump x');
    expect(samples.length).toBeGreaterThan(48_000);
  });

  it.each<[string, number, number]>([
    ['a paragraph', PARAGRAPH.length, 12],
    // The maximum length of a line.
    ...(LONG_RUN ? [['two thousand characters', 2_000, 100] satisfies [string, number, number]] : []),
  ])('may have %s', { timeout: 90_000 }, async (_, length, secondsMin) => {
    expectPlaced(await speak(PARAGRAPH.repeat(9).slice(0, length)), length, secondsMin);
  });

  it('may have two thousand characters, however long their synthesis takes', async () => {
    const second = { samples: new Float32Array(48_000), pauses: [], wordStartMs: (word: number) => word };
    const line = PARAGRAPH.repeat(9).slice(0, 2_000);
    expectPlaced(await speakLine(line, 'normal', async () => second), 2_000, 27);
  });

  function expectPlaced({ samples, cues, phrasesMs }: SpokenLine, length: number, secondsMin: number): void {
    expect(samples.length / 48_000).toBeGreaterThan(secondsMin);
    const text = PARAGRAPH.repeat(9).slice(0, length);
    expect(cues.map(cue => cue.text).join(' ')).toBe(text.split(/\s+/).join(' '));
    expect(phrasesMs.length).toBeLessThanOrEqual(CLIP_LIMITS.cues);
    for (const [at, cue] of cues.entries()) {
      expect(cue.toMs).toBeGreaterThan(cue.fromMs);
      expect(cue.fromMs).toBe(cues[at - 1]?.toMs ?? cue.fromMs);
    }
  }

  it.each(['', ' \n ', '...', '—?!', '"“”', '😀'])(
    'is rejected when there is nothing to say: %j',
    async text => {
      await expect(speak(text)).rejects.toMatchObject({ reason: 'nothing-to-say' });
    },
  );

  it('is rejected when it would be too long, or has an endless word', async () => {
    const minute = { samples: new Float32Array(60 * 48_000), pauses: [], wordStartMs: () => 0 };
    const slowly = speakLine('Now. '.repeat(8), 'normal', async () => minute);
    await expect(slowly).rejects.toMatchObject({ reason: 'too-long' });
    await expect(speak(`A ${'w'.repeat(201)}.`)).rejects.toMatchObject({ reason: 'too-long' });
  });
});

it('a line of a built-in kit has a pause at every breath, and captions with its exact words', {
  timeout: 90_000,
}, async () => {
  const [first] = await readBuiltInKits(BUILT_IN_KITS);
  const lines = first ? linesOf(interviewKitOf(first.kit)).filter((_, at) => at % 16 === 1) : [];
  expect(lines.length).toBeGreaterThan(5);
  for (const { text } of lines) {
    const { cues, phrasesMs } = await speak(text);
    expect(cues.map(cue => cue.text).join(' ')).toBe(text.split(/\s+/).join(' '));
    const breaths = text.match(/[,;:.?!]+["']?(?=\s)/g)?.length ?? 0;
    expect(phrasesMs, text).toHaveLength(breaths + 1);
  }
});
