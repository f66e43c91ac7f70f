import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { transcribeRecording } from '../../../server/features/transcript/transcribeTask.ts';
import { readSegments } from '../../../server/features/transcript/work/readSegments.ts';
import { openTranscriber } from '../../../transcription/openTranscriber.ts';
import { SEGMENT_MAX_MS } from '../../../transcription/Transcriber.ts';
import {
  humanPrompts,
  humanSamples,
  type PromptName,
  type SpokenPrompt,
  writeHumanWav,
} from '../../support/humanSpeech.ts';
import { newSeatId } from '../../support/interviewLog.ts';
import { speechEngine } from '../../support/speechEngine.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import type { BenchContext } from '../benchCase.ts';
import { compared } from '../figure.ts';

const PAUSE_MS = 1_500;
const LOOP_MS = 5 * 60_000;
const BASELINE_SEGMENTS = 20;

/**
 * How long the process takes that transcribes a call of two people, who speak one after the other: from reading their
 * finished files to the last segment. The baseline is the bare engine in this process for the same speech, from 20 of
 * its segments.
 */
export async function measureJob(context: BenchContext): Promise<void> {
  await using folder = await temporaryFolder('bench-transcribe');
  const config = { kind: 'engine', folder: speechEngine } as const;
  const minutes = context.parameter('minutes');
  const { file, spoken, lengthMs } = loopFile(folder.path);
  const loops = Math.max(1, Math.round((minutes * 60_000) / lengthMs));
  const whole = path.join(folder.path, 'whole.webm');
  execFileSync('ffmpeg', ['-v', 'error', '-stream_loop', `${loops - 1}`, '-i', file, '-c', 'copy', whole]);
  const all = Array.from({ length: loops }, (_, loop) =>
    spoken.map(({ fromMs, toMs }) => ({
      fromMs: Math.round(loop * lengthMs + fromMs),
      toMs: Math.round(loop * lengthMs + toMs),
    })),
  ).flat();
  const tracks = [0, 1].map(part => ({
    ...{ seatId: newSeatId(), file: whole, sha256: `${part}`, fromMs: 0 },
    segments: all.filter((_, index) => index % 2 === part),
  }));
  const startedAt = performance.now();
  const task = { config, language: 'en', tracks, doneFile: path.join(folder.path, 'done.jsonl') };
  const found = await transcribeRecording(task, {
    onProgress: share => context.progress(`${Math.round(share * 100)} %`),
  });
  const tookMs = performance.now() - startedAt;
  if (found.length !== all.length) throw new Error('Segments are missing.');
  const speechMs = all.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const baseline = (await bareEngine(config, whole, all.slice(0, BASELINE_SEGMENTS))) * speechMs;
  const { size } = await stat(whole);
  context.report({
    name: 'transcript.job',
    unit: 'ms',
    value: tookMs,
    n: all.length,
    ...compared(tookMs, baseline),
    note: `${Math.round((loops * lengthMs) / 60_000)} minutes, ${Math.round(speechMs / 60_000)} of them speech, ${Math.round(size / 1_000)} kB per person; baseline: the bare engine`,
  });
}

/** Returns the time that the engine takes for a millisecond of speech. */
async function bareEngine(
  config: Parameters<typeof openTranscriber>[0],
  file: string,
  segments: readonly { fromMs: number; toMs: number }[],
): Promise<number> {
  const transcriber = await openTranscriber(config);
  let [tookMs, speechMs] = [0, 0];
  for await (const { segment, samples } of readSegments(file, 0, segments)) {
    const startedAt = performance.now();
    await transcriber.transcribe({ samples, language: 'en' });
    tookMs += performance.now() - startedAt;
    speechMs += segment.toMs - segment.fromMs;
  }
  await transcriber.close();
  return tookMs / speechMs;
}

/** Writes about five minutes of prompts. */
function loopFile(folder: string): { file: string; spoken: SpokenPrompt[]; lengthMs: number } {
  const [wav, file] = [path.join(folder, 'loop.wav'), path.join(folder, 'loop.webm')];
  const prompts = humanPrompts('development').filter(name => lengthOf(name) < SEGMENT_MAX_MS);
  const names: PromptName[] = [];
  for (let lengthMs = 0, next = 0; lengthMs < LOOP_MS; next += 1) {
    const name = prompts[next % prompts.length];
    if (!name) throw new Error('There are no prompts.');
    names.push(name);
    lengthMs += lengthOf(name) + PAUSE_MS;
  }
  const spoken = writeHumanWav(wav, names, { pauseMs: PAUSE_MS });
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-i',
    wav,
    '-ac',
    '1',
    '-c:a',
    'libopus',
    '-b:a',
    '32k',
    file,
  ]);
  return { file, spoken, lengthMs: Math.round((spoken.at(-1)?.toMs ?? 0) + PAUSE_MS) };
}

function lengthOf(name: PromptName): number {
  return (humanSamples(name).length / 16_000) * 1_000;
}
