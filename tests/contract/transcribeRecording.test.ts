import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { transcribeRecording } from '../../server/features/transcript/transcribeTask.ts';
import { humanPrompts, noHumanSpeech, type SpokenPrompt, writeHumanWav } from '../support/humanSpeech.ts';
import { newSeatId } from '../support/interviewLog.ts';
import { QUIETLY } from '../support/quietly.ts';
import { smallDisk } from '../support/smallDisk.ts';
import { noSpeechEngine, speechEngine } from '../support/speechEngine.ts';
import { quickFolder } from '../support/temporaryFolder.ts';
import { hearing, standInTranscriptionService } from '../support/transcriptionService.ts';

const PAD_MS = 150;
const PROMPTS = humanPrompts('development').slice(0, 4);
const seatId = newSeatId();

/** Makes a finished file of one person, which starts 7 s into the recording. */
function speechFile(folder: string): { file: string; spoken: SpokenPrompt[] } {
  const [wav, file] = [path.join(folder, 'speech.wav'), path.join(folder, 'candidate.webm')];
  const spoken = writeHumanWav(wav, PROMPTS, { leadMs: 2_000 });
  const encoder = ['-ac', '1', '-c:a', 'libopus', '-b:a', '32k', '-frame_duration', '20'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', wav, ...encoder, file]);
  return { file, spoken };
}

function taskFor(folder: string, file: string, spoken: readonly SpokenPrompt[]) {
  const segments = spoken.map(({ fromMs, toMs }) => ({
    fromMs: Math.round(7_000 + fromMs - PAD_MS),
    toMs: Math.round(7_000 + toMs + PAD_MS),
  }));
  return {
    config: { kind: 'engine', folder: speechEngine } as const,
    language: 'en-US',
    tracks: [{ seatId, file, sha256: 'a'.repeat(64), fromMs: 7_000, segments }],
    doneFile: path.join(folder, 'segments.jsonl'),
  };
}

const words = (text: string) => text.toLowerCase().match(/[a-z']+/g) ?? [];

describe.skipIf(noHumanSpeech || noSpeechEngine)('the process that transcribes recordings', () => {
  it('recognizes each segment from a finished file, and continues after those that are done', async () => {
    await using folder = await quickFolder('transcribe');
    const { file, spoken } = speechFile(folder.path);
    const task = taskFor(folder.path, file, spoken);
    const shares: number[] = [];
    const found = await transcribeRecording(task, { onProgress: share => shares.push(share) });
    expect(found.map(({ fromMs }) => fromMs)).toEqual(task.tracks[0]?.segments.map(({ fromMs }) => fromMs));
    for (const [index, { text }] of found.entries()) {
      const said = words(spoken[index]?.words ?? '');
      const heard = new Set(words(text));
      const share = said.filter(word => heard.has(word)).length / said.length;
      expect(share, `${text} / ${spoken[index]?.words}`).toBeGreaterThanOrEqual(0.7);
    }
    expect(shares.at(-1)).toBe(1);
    // A crash cut the last line off, and no word of the others is recognized again.
    const [first, second] = (await readFile(task.doneFile, 'utf8')).trim().split('\n');
    await writeFile(task.doneFile, `${first}\n${second}\n["cut o`);
    const again: number[] = [];
    const repeated = await transcribeRecording(task, { onProgress: share => again.push(share) });
    expect(again).toHaveLength(PROMPTS.length - 2);
    expect(repeated).toEqual(found);
  });

  it('says that it does not recognize a language, or has no engine', async () => {
    await using folder = await quickFolder('transcribe');
    const { file, spoken } = speechFile(folder.path);
    const task = taskFor(folder.path, file, spoken);
    await expect(transcribeRecording({ ...task, language: 'de' }, {})).rejects.toMatchObject({
      code: 'language',
    });
    const config = { kind: 'engine', folder: folder.path } as const;
    await expect(transcribeRecording({ ...task, config }, {})).rejects.toMatchObject({
      code: 'engine-missing',
    });
  });
});

const PAGE_BYTES = 4_096;

it.skipIf(!smallDisk)(
  `continues after a full disk without recognizing a segment twice${smallDisk ? '' : ' (needs root and CAP_SYS_ADMIN)'}`,
  async () => {
    await using folder = await quickFolder('transcribe');
    await using disk = await smallDisk?.(4 * PAGE_BYTES);
    await using standIn = await standInTranscriptionService();
    const place = disk?.path ?? '';
    const file = path.join(folder.path, 'tone.webm');
    const tone = ['-f', 'lavfi', '-i', 'sine=duration=20', '-c:a', 'libopus'];
    execFileSync('ffmpeg', [...QUIETLY, ...tone, file]);
    const segments = Array.from({ length: 5 }, (_, index) => ({
      fromMs: index * 4_000,
      toMs: index * 4_000 + 2_000,
    }));
    const task = {
      config: { kind: 'service', service: standIn.service } as const,
      language: 'en',
      tracks: [{ seatId, file, sha256: 'a'.repeat(64), fromMs: 0, segments }],
      doneFile: path.join(place, 'segments.jsonl'),
    };
    standIn.answer(hearing('A long answer. '.repeat(130).trim()));
    await writeFile(path.join(place, 'other'), Buffer.alloc(2 * PAGE_BYTES));
    await expect(transcribeRecording(task, {})).rejects.toMatchObject({ code: 'disk-full', retry: 'later' });
    const before = standIn.requests.length;
    expect(before).toBeGreaterThan(1);
    await rm(path.join(place, 'other'));
    const found = await transcribeRecording(task, {});
    expect(found.map(({ fromMs }) => fromMs)).toEqual(segments.map(({ fromMs }) => fromMs));
    // Only the segment that could not be written is recognized again.
    expect(standIn.requests).toHaveLength(segments.length + 1);
  },
);
