import { parentPort, workerData } from 'node:worker_threads';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { rhythmOf, VOICE_HUES, voiceColorOf } from '../../../shared/site/voice.ts';
import { drawLine, fitted, type Ink, setStyle, wrapped } from '../../drawnText.ts';
import { AvatarPainter } from '../recruiter/clips/render/avatar/drawAvatar.ts';
import { SPEAKING_POSE } from '../recruiter/clips/render/avatar/pose.ts';

export interface CardFacts {
  kicker: string;
  title: string;
  lines: string[];
  /** Slug of the role whose voice the card shows. Absent on the card of the site. */
  voice?: string;
}

const CARD_SIZE = { width: 1_200, height: 630 } as const;

/** Colors of the light theme, see `client/styles/tokens.css`. */
const LOGO = { sign: 'oklch(0.43 0.074 185)', bars: 'oklch(0.99 0.008 185)' } as const;

/** Colors of a voice, and of the dark band on the home page. */
function colorsOf(voice: CardFacts['voice']) {
  if (!voice)
    return {
      ground: 'oklch(0.2 0.022 190)',
      ink: 'oklch(0.95 0.006 85)',
      quiet: 'oklch(0.8 0.09 182)',
      bars: 'oklch(0.79 0.13 65)',
    };
  const hue = VOICE_HUES[voiceColorOf(voice)];
  const bars = `oklch(0.76 0.105 ${hue})`;
  return { ground: `oklch(0.215 0.035 ${hue})`, ink: 'oklch(0.95 0.006 85)', quiet: bars, bars };
}

const PORTRAIT = { width: 720, height: CARD_SIZE.height };
const MARGIN = 80;
/** Names of roles can be longer than the headline of the site. */
const TITLES = {
  site: { size: 76, leading: 88, lines: 2 },
  role: { size: 60, leading: 72, lines: 3 },
} as const;
const LINE = { size: 32, leading: 50 } as const;
const WAVE = { step: 20, width: 10, height: 105 } as const;
/** Bars of the logo: x, y, and height in a square of 32. */
const VOICES = [
  [5.5, 7.5, 8],
  [10, 11.5, 8.5],
  [14.5, 15.5, 9],
  [19, 11.5, 8.5],
  [23.5, 7.5, 8],
] as const;

async function drawCard({ kicker, title, lines, voice }: CardFacts): Promise<Buffer> {
  const { width, height } = CARD_SIZE;
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  const colors = colorsOf(voice);
  ink.fillStyle = colors.ground;
  ink.fillRect(0, 0, width, height);
  await drawRecruiter(ink, colors.ground);
  drawWave(ink, voice ?? 'Vivavoce', colors.bars);
  drawSign(ink, MARGIN, 68, 64);
  setStyle(ink, { size: 34, weight: 'strong', color: colors.ink });
  drawLine(ink, 'Vivavoce', MARGIN + 84, 112);

  const room = width - PORTRAIT.width / 2 - 2 * MARGIN;
  setStyle(ink, { size: 30, weight: 'medium', color: colors.quiet });
  drawLine(ink, fitted(ink, kicker, room), MARGIN, 230);
  const { size, leading, lines: most } = TITLES[voice ? 'role' : 'site'];
  setStyle(ink, { size, weight: 'strong', color: colors.ink });
  const titleLines = cutLines(ink, title, room, most);
  let baseline = 230 + leading;
  for (const line of titleLines) {
    drawLine(ink, line, MARGIN, baseline);
    baseline += leading;
  }
  setStyle(ink, { size: LINE.size, color: colors.ink });
  baseline += 4;
  for (const line of lines) {
    drawLine(ink, fitted(ink, line, room), MARGIN, baseline);
    baseline += LINE.leading;
  }
  return canvas.toBuffer('image/png');
}

function cutLines(ink: Ink, text: string, room: number, count: number): string[] {
  const lines = wrapped(ink, text, room);
  if (lines.length <= count) return lines;
  const rest = lines.slice(count - 1).join(' ');
  return [...lines.slice(0, count - 1), fitted(ink, rest, room)];
}

/** Draws the recruiter at the right edge, in a picture that ends in the ground. */
async function drawRecruiter(ink: Ink, ground: string): Promise<void> {
  const painter = await AvatarPainter.create(PORTRAIT);
  const left = CARD_SIZE.width - PORTRAIT.width;
  ink.drawImage(await loadImage(painter.still(SPEAKING_POSE)), left, 0);
  const fade = ink.createLinearGradient(left, 0, left + PORTRAIT.width / 3, 0);
  fade.addColorStop(0, ground);
  fade.addColorStop(1, ground.replace(')', ' / 0)'));
  ink.fillStyle = fade;
  ink.fillRect(left, 0, PORTRAIT.width / 3, PORTRAIT.height);
}

/** Draws the rhythm of a voice as bars that stand on the lower edge. */
function drawWave(ink: Ink, seed: string, color: string): void {
  ink.fillStyle = color;
  const { step, width, height } = WAVE;
  for (const [at, loudness] of rhythmOf(seed, CARD_SIZE.width / step).entries()) {
    const top = CARD_SIZE.height - loudness * height;
    ink.beginPath();
    ink.roundRect(at * step + (step - width) / 2, top, width, height, width / 2);
    ink.fill();
  }
}

function drawSign(ink: Ink, x: number, y: number, size: number): void {
  ink.fillStyle = LOGO.sign;
  ink.beginPath();
  ink.roundRect(x, y, size, size, (size * 9) / 32);
  ink.fill();
  ink.fillStyle = LOGO.bars;
  drawVoices(ink, x, y, size / 32);
}

function drawVoices(ink: Ink, left: number, top: number, scale: number): void {
  for (const [x, y, height] of VOICES) {
    ink.beginPath();
    ink.roundRect(left + x * scale, top + y * scale, 3 * scale, height * scale, 1.5 * scale);
    ink.fill();
  }
}

parentPort?.postMessage(await drawCard(workerData as CardFacts));
