import { OpusAudio } from '../../../transcription/OpusAudio.ts';
import { SAMPLE_RATE } from '../../../transcription/Transcriber.ts';
import { humanPrompts, humanSamples, humanSpeech, noHumanSpeech } from '../../support/humanSpeech.ts';
import { music } from '../../support/spoken/music.ts';
import { steadyNoise } from '../../support/spoken/noises.ts';
import { opusPacketsOf } from '../../support/spoken/opus.ts';
import { SAMPLE_RATE as SOUND_RATE, type Sound, silence } from '../../support/spoken/sound.ts';
import { normalizedWords, wordErrors } from '../../support/wordErrors.ts';
import type { BenchContext } from '../benchCase.ts';
import { compared, distribution } from '../figure.ts';
import { type BenchEngine, openBenchEngine } from './benchEngine.ts';

const TICKS_PER_PACKET = 960;
const SOUND_MS = 10_000;

export const ENGINE_FIGURES = [
  'transcript.wer',
  'transcript.invented',
  'transcript.engine',
  'transcript.engine.load',
  'transcript.engine.processor',
] as const;

/**
 * Word errors of the engine on held-out prompts that came through Opus as browsers send it and through our decoder,
 * and on the undamaged recordings as the baseline. Then its words on sounds without speech, its memory, and its
 * processor time.
 */
export async function measureEngine(context: BenchContext): Promise<void> {
  if (noHumanSpeech) throw new Error(`Not measured: ${noHumanSpeech}.`);
  await using engine = await openBenchEngine();
  const prompts = humanPrompts('held-out').slice(0, context.parameter('prompts'));
  let [words, errors, bareErrors] = [0, 0, 0];
  const processor: number[] = [];
  for (const name of prompts) {
    const expected = normalizedWords(humanSpeech(name).words);
    const bare = humanSamples(name);
    const sent = await throughOpus(humanSamples(name, SOUND_RATE));
    const ours = await engine.recognize(sent);
    words += expected.length;
    errors += wordErrors(expected, normalizedWords(ours.text));
    bareErrors += wordErrors(expected, normalizedWords((await engine.recognize(bare)).text));
    processor.push(ours.cpuMs / (sent.length / (SAMPLE_RATE / 1_000)));
    context.progress(`${name}: ${ours.text}`);
  }
  context.report({
    name: 'transcript.wer',
    value: errors / words,
    unit: 'share',
    n: words,
    ...(bareErrors > 0 ? compared(errors / words, bareErrors / words) : { baseline: 0 }),
    note: 'one speaker, 8 kHz recordings; meetings and calls are recognized worse',
  });
  await measureInvented(context, engine);
  const { peakKb } = await engine.recognize(new Float32Array(15 * SAMPLE_RATE));
  context.report({ name: 'transcript.engine', value: peakKb, unit: 'kB', n: 1, note: 'peak memory' });
  context.report({ name: 'transcript.engine.load', value: engine.opened.openMs, unit: 'ms', n: 1 });
  context.report({
    name: 'transcript.engine.processor',
    unit: 'cores',
    ...distribution(processor),
    note: 'processor time per time of speech',
  });
}

async function measureInvented(context: BenchContext, engine: BenchEngine): Promise<void> {
  const noises = (['white', 'pink', 'hum', 'fan', 'street'] as const).flatMap(kind =>
    [-45, -30, -20].map(levelDbov => steadyNoise(kind, { durationMs: SOUND_MS, levelDbov })),
  );
  const songs = (['pad', 'beat', 'song'] as const).flatMap(kind =>
    [-40, -20].map(levelDbov => music(kind, { durationMs: SOUND_MS, levelDbov })),
  );
  const sounds: Sound[] = [silence(SOUND_MS), ...noises, ...songs];
  let words = 0;
  for (const { samples } of sounds) {
    const { text } = await engine.recognize(await throughOpus(samples));
    if (text !== '') context.progress(`invented: ${text}`);
    words += normalizedWords(text).length;
  }
  const note = 'words in silence, noise, and music';
  context.report({ name: 'transcript.invented', value: words, unit: 'words', n: sounds.length, note });
}

/** Samples at 48 kHz, encoded in packets of 20 ms and decoded to 16 kHz. */
async function throughOpus(samples: Float32Array): Promise<Float32Array> {
  const audio = await OpusAudio.open();
  const packets = opusPacketsOf(samples);
  const decoded = packets.map((packet, at) => audio.decode(packet, at * TICKS_PER_PACKET));
  const result = new Float32Array(audio.end);
  for (const part of decoded) if (part) result.set(part.samples, part.from);
  audio.close();
  return result.subarray(0, 15 * SAMPLE_RATE);
}
