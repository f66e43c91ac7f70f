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

interface Speaking {
  /** A person who sits still; absent: sound only. */
  looks?: Looks;
  voice: 'rms' | 'slt';
  durationMs: number;
  /** When they speak. */
  times: readonly Span[];
}

/** A recording of one person. */
export interface SpokenPortrait {
  path: string;
  bytes: number;
  sha256: string;
  /** When the voice is audible. */
  speech: Span[];
}

export async function spokenPortrait(
  output: string,
  { looks, voice, durationMs, times }: Speaking,
): Promise<SpokenPortrait> {
  const seconds = Math.ceil(durationMs / 1_000);
  await using folder = await temporaryFolder('portrait');
  const said = sequence(
    ...(await Promise.all(
      SENTENCES.map(async text =>
        sequence(await synthesize(text, { voice, levelDbov: -26 }), silence(PAUSE_MS)),
      ),
    )),
  );
  const wav = path.join(folder.path, 'said.wav');
  await writeFile(wav, toWav(said));
  const heard = times.map(({ fromMs, toMs }) => `between(t,${fromMs / 1_000},${toMs / 1_000})`).join('+');
  const picture = looks && (await movingPicture(looks, folder.path));
  await run(
    ...['-stream_loop', '-1', '-i', wav],
    ...(picture ? ['-stream_loop', '-1', '-i', picture, '-map', '1:v', '-c:v', 'copy'] : []),
    ...['-map', '0:a', '-c:a', 'libopus', '-b:a', '32k'],
    ...['-af', `volume=0:enable='not(${heard})'`, '-t', `${seconds}`, output],
  );
  const content = await readFile(output);
  const turn = durationMsOf(said);
  const speech = times.flatMap(time =>
    Array.from({ length: Math.ceil(time.toMs / turn) }, (_, round) => round * turn)
      .flatMap(at => said.voiced.map(({ fromMs, toMs }) => ({ fromMs: at + fromMs, toMs: at + toMs })))
      .map(({ fromMs, toMs }) => ({
        fromMs: Math.round(Math.max(fromMs, time.fromMs)),
        toMs: Math.round(Math.min(toMs, time.toMs)),
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

/** As many frames as a camera has, encoded once and repeated. */
async function movingPicture(looks: Looks, folder: string): Promise<string> {
  const moving = path.join(folder, 'moving.webm');
  await run(
    ...['-i', await stillFile({ picture: looks, seconds: PIECE_S }), '-an', '-r', '30'],
    ...['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', moving],
  );
  return moving;
}

async function run(...words: string[]): Promise<void> {
  const ffmpeg = new Program({ command: 'ffmpeg', args: [...QUIETLY, '-y', ...words] });
  const { code } = await ffmpeg.end(180_000);
  if (code !== 0) throw new Error(`ffmpeg made no portrait: ${ffmpeg.output}`);
}
