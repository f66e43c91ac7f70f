import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Span } from '../../shared/recording/finished.ts';
import { Program } from './program.ts';
import { QUIETLY } from './quietly.ts';
import { type Looks, stillFile } from './reviewFiles.ts';
import { durationMsOf, sequence, silence, synthesize, toWav } from './spokenAudio.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const SENTENCES = [
  'First I find out which requests are slow, and since when.',
  'Then I open one trace and look at where the time goes.',
  'The plan read far more rows than the answer needs.',
  'I would measure that before I change anything.',
];
const PAUSE_MS = 700;
const PIECE_S = 10;

/** A recording of one person who sits still and speaks at these times. */
export interface SpokenPortrait {
  path: string;
  bytes: number;
  sha256: string;
  /** When the voice is heard. */
  speech: Span[];
}

export async function spokenPortrait(
  output: string,
  { looks, durationMs, answers }: { looks: Looks; durationMs: number; answers: readonly Span[] },
): Promise<SpokenPortrait> {
  const seconds = Math.ceil(durationMs / 1_000);
  await using folder = await temporaryFolder('portrait');
  const said = sequence(
    ...(await Promise.all(
      SENTENCES.map(async text =>
        sequence(await synthesize(text, { voice: 'rms', levelDbov: -26 }), silence(PAUSE_MS)),
      ),
    )),
  );
  const wav = path.join(folder.path, 'said.wav');
  await writeFile(wav, toWav(said));
  const heard = answers.map(({ fromMs, toMs }) => `between(t,${fromMs / 1_000},${toMs / 1_000})`).join('+');
  const [still, moving] = [
    await stillFile({ picture: looks, seconds: PIECE_S }),
    path.join(folder.path, 'moving.webm'),
  ];
  // As many pictures as a camera gives, encoded once and repeated.
  await run(
    '-i',
    still,
    ...['-an', '-r', '30', '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'],
    moving,
  );
  await run(
    ...['-stream_loop', '-1', '-i', moving, '-stream_loop', '-1', '-i', wav],
    ...['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'libopus', '-b:a', '32k'],
    ...['-af', `volume=0:enable='not(${heard})'`, '-t', `${seconds}`, output],
  );
  const content = await readFile(output);
  const turn = durationMsOf(said);
  const speech = answers.flatMap(answer =>
    Array.from({ length: Math.ceil(answer.toMs / turn) }, (_, time) => time * turn)
      .flatMap(at => said.voiced.map(({ fromMs, toMs }) => ({ fromMs: at + fromMs, toMs: at + toMs })))
      .map(({ fromMs, toMs }) => ({
        fromMs: Math.round(Math.max(fromMs, answer.fromMs)),
        toMs: Math.round(Math.min(toMs, answer.toMs)),
      }))
      .filter(({ fromMs, toMs }) => toMs > fromMs),
  );
  return {
    path: output,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    speech,
  };
}

async function run(...words: string[]): Promise<void> {
  const ffmpeg = new Program({ command: 'ffmpeg', args: [...QUIETLY, '-y', ...words] });
  const { code } = await ffmpeg.end(180_000);
  if (code !== 0) throw new Error(`ffmpeg made no portrait: ${ffmpeg.output}`);
}
