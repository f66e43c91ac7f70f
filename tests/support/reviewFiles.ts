import { createHash } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { CANVAS, layoutOf } from '../../server/features/recording/compose/plan/canvas.ts';
import { PALETTE } from '../../server/features/recording/compose/work/theme.ts';
import type { Color } from './personas.ts';
import { Program } from './program.ts';
import { QUIETLY } from './quietly.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Cached between runs by plan. */
const FOLDER = fileURLToPath(new URL('../../test-output/review-files', import.meta.url));

/** Bits of the number painted into each frame, lowest first, along the lower edge. */
export const FRAME_BITS = 16;
export const BAND_SHARE = 1 / 6;
/** Length of the beep at the start of each second. */
export const BEEP_MS = 80;

const VP8 = [
  '-c:v',
  'libvpx',
  '-deadline',
  'realtime',
  '-cpu-used',
  '8',
  '-b:v',
  '300k',
  '-auto-alt-ref',
  '0',
];
const OPUS = ['-c:a', 'libopus', '-b:a', '32k', '-ac', '1'];

/** A file for measurements: frames are numbered, and every second starts with a beep. */
export interface MeasuredPlan {
  color: Color;
  toneHz: number;
  seconds: number;
  framesPerSecond: number;
}

export function measuredFile(plan: MeasuredPlan): Promise<string> {
  const { color, framesPerSecond, seconds, toneHz } = plan;
  const [width, height] = [192, 108];
  const cell = width / FRAME_BITS;
  const top = Math.round(height * (1 - BAND_SHARE));
  const bits = Array.from({ length: FRAME_BITS }, (_, bit) => {
    const box = `x=${bit * cell}:y=${top}:w=${cell}:h=${height - top}:t=fill`;
    return `drawbox=${box}:color=black,drawbox=${box}:color=white:enable='gt(mod(floor(n/${2 ** bit}),2),0.5)'`;
  });
  return kept('measured', plan, output => [
    ...input(
      `color=c=${hex(color)}:s=${width}x${height}:r=${framesPerSecond}:d=${seconds},${bits.join(',')}`,
    ),
    ...input(`aevalsrc='0.5*sin(2*PI*${toneHz}*t)*lt(mod(t,1),${BEEP_MS / 1_000})':s=48000:d=${seconds}`),
    ...VP8,
    ...['-g', `${framesPerSecond * 2}`],
    ...OPUS,
    output,
  ]);
}

/** Encoded length of a still, which is then repeated. */
const PIECE_S = 10;

/** A file for looking at: a still of any length, with a soft hum. */
export interface StillPlan {
  picture: 'screen' | Looks | { large: Looks; beside: readonly Looks[] };
  seconds: number;
}

/** Appearance and position of a person. */
export interface Looks {
  face: Color;
  hair: Color;
  clothes: Color;
  room: Color;
}

export async function stillFile(plan: StillPlan): Promise<string> {
  await using folder = await temporaryFolder('still');
  const picture = path.join(folder.path, 'picture.png');
  await writeFile(picture, drawStill(plan.picture).toBuffer('image/png'));
  const piece = await kept('piece', { picture: plan.picture }, output => [
    ...['-loop', '1', '-framerate', '2', '-t', `${PIECE_S}`, '-i', picture],
    ...input(`sine=frequency=110:sample_rate=48000:duration=${PIECE_S}`),
    ...['-filter:a', 'volume=0.05'],
    ...VP8,
    ...['-g', '10', '-pix_fmt', 'yuv420p'],
    ...OPUS,
    '-shortest',
    output,
  ]);
  // Encoded once and repeated.
  return await kept('still', plan, output => [
    ...['-stream_loop', `${Math.ceil(plan.seconds / PIECE_S)}`, '-i', piece],
    ...['-t', `${plan.seconds}`, '-c', 'copy', output],
  ]);
}

/** Bytes that no browser can play. */
export const BROKEN_FILE = Buffer.from('This is no film.'.repeat(200));

async function kept(kind: string, plan: object, argumentsFor: (output: string) => string[]): Promise<string> {
  const name = createHash('sha256')
    .update(JSON.stringify([kind, plan]))
    .digest('hex')
    .slice(0, 24);
  const file = path.join(FOLDER, `${kind}-${name}.webm`);
  if (await exists(file)) return file;
  await mkdir(FOLDER, { recursive: true });
  const begun = path.join(FOLDER, `${kind}-${name}-${process.pid}.part.webm`);
  const args = [...QUIETLY, '-y', ...argumentsFor(begun)];
  const ffmpeg = new Program({ command: 'ffmpeg', args });
  const { code } = await ffmpeg.end(600_000);
  if (code !== 0) throw new Error(`ffmpeg made no file: ${ffmpeg.output}`);
  await rename(begun, file);
  return file;
}

function input(filter: string): string[] {
  return ['-f', 'lavfi', '-i', filter];
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function hex(color: Color): string {
  return `0x${color.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

function drawStill(picture: StillPlan['picture']): Canvas {
  if (picture === 'screen') return drawScreen();
  return 'large' in picture ? drawComposed(picture.large, picture.beside) : drawPerson(picture);
}

function drawScreen(): Canvas {
  const canvas = createCanvas(640, 360);
  const context = canvas.getContext('2d');
  context.fillStyle = '#1d2430';
  context.fillRect(0, 0, 640, 360);
  for (let row = 0; row < 16; row += 1) {
    context.fillStyle = ['#7fb4a6', '#c8a06a', '#8d97a8', '#b7bcc6'][row % 4] ?? '#fff';
    context.fillRect(40 + (row % 5) * 22, 26 + row * 20, 120 + ((row * 73) % 260), 8);
  }
  return canvas;
}

/** The layout of composed files. */
function drawComposed(large: Looks, beside: readonly Looks[]): Canvas {
  const canvas = createCanvas(CANVAS.width, CANVAS.height);
  const context = canvas.getContext('2d');
  context.fillStyle = PALETTE.canvas;
  context.fillRect(0, 0, CANVAS.width, CANVAS.height);
  const { stage, strip } = layoutOf(beside.length);
  for (const [index, looks] of [large, ...beside].entries()) {
    const { x, y, width, height } = strip[index - 1] ?? stage;
    context.drawImage(drawPerson(looks), x, y, width, height);
  }
  return canvas;
}

function drawPerson({ clothes, face, hair, room }: Looks): Canvas {
  const canvas = createCanvas(640, 360);
  const context = canvas.getContext('2d');
  const css = ([red, green, blue]: readonly number[]) => `rgb(${red} ${green} ${blue})`;
  const light = context.createLinearGradient(0, 0, 640, 360);
  light.addColorStop(0, css(room));
  light.addColorStop(1, css(room.map(part => Math.round(part * 0.72))));
  context.fillStyle = light;
  context.fillRect(0, 0, 640, 360);
  const ellipse = (color: Color, x: number, y: number, width: number, height: number) => {
    context.fillStyle = css(color);
    context.beginPath();
    context.ellipse(x, y, width, height, 0, 0, 2 * Math.PI);
    context.fill();
  };
  ellipse(hair, 320, 150, 92, 104);
  ellipse(clothes, 320, 392, 178, 128);
  ellipse(face, 320, 250, 34, 60);
  ellipse(face, 320, 172, 70, 88);
  ellipse([40, 34, 32], 295, 164, 6, 7);
  ellipse([40, 34, 32], 345, 164, 6, 7);
  ellipse([150, 82, 76], 320, 216, 22, 6);
  return canvas;
}
