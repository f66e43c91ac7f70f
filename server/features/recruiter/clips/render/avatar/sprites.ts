import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Canvas, createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { AVATAR_SIZE } from './pose.ts';

export type Ink = SKRSContext2D;

export type Box = { x: number; y: number; width: number; height: number };

interface SpriteShape {
  /** Area that the sprite covers, in the sprite's coordinates. */
  box: Box;
  /** Pixels of the sprite per px of `AVATAR_SIZE`. More than 1 keeps rotated and stretched sprites sharp. */
  detail: number;
  /** Areas to draw if the sprite is mostly empty. A 1 px overlap avoids seams when the head tilts. */
  parts?: readonly Box[];
}

/** Parts of the avatar that keep their shape. `scripts/avatar` draws them. */
export const SPRITES = {
  room: { box: { x: 0, y: 0, ...AVATAR_SIZE }, detail: 1 },
  backHair: { box: { x: -112, y: -60, width: 224, height: 250 }, detail: 2 },
  /** In frame coordinates. Extends below the lower edge, so that the shoulders can rise. */
  torso: { box: { x: 200, y: 290, width: 560, height: 270 }, detail: 2 },
  skin: { box: { x: -120, y: -150, width: 240, height: 310 }, detail: 2 },
  nose: { box: { x: -50, y: -50, width: 100, height: 130 }, detail: 2 },
  ear: { box: { x: 60, y: -40, width: 70, height: 120 }, detail: 2 },
  iris: { box: { x: -11.5, y: -11.5, width: 23, height: 23 }, detail: 3 },
  brow: { box: { x: -34, y: -18, width: 72, height: 34 }, detail: 2 },
  frontHair: {
    box: { x: -150, y: -170, width: 300, height: 380 },
    detail: 2,
    parts: [
      { x: -125, y: -162, width: 250, height: 122 },
      { x: -138, y: -41, width: 100, height: 250 },
      { x: 44, y: -41, width: 94, height: 250 },
    ],
  },
} as const satisfies Record<string, SpriteShape>;

export type SpriteName = keyof typeof SPRITES;

export const SPRITE_NAMES = Object.keys(SPRITES) as readonly SpriteName[];

export type Sprites = Readonly<Record<SpriteName, Sprite>>;

export class Sprite {
  readonly #shape: SpriteShape;
  readonly #image: Canvas;

  constructor(name: SpriteName, image: Canvas) {
    this.#shape = SPRITES[name];
    this.#image = image;
  }

  showOn(ink: Ink, shift = { x: 0, y: 0 }): void {
    const { box, detail, parts = [box] } = this.#shape;
    ink.save();
    ink.translate(shift.x, shift.y);
    for (const { x, y, width, height } of parts) {
      const source = [(x - box.x) * detail, (y - box.y) * detail, width * detail, height * detail] as const;
      ink.drawImage(this.#image, ...source, x, y, width, height);
    }
    ink.restore();
  }

  /** Draws rows of the sprite, stretched over the rows `shown` of `ink`. */
  showRowsOn(ink: Ink, rows: { from: number; to: number }, shown: { from: number; to: number }): void {
    const { box, detail } = this.#shape;
    const height = (rows.to - rows.from) * detail;
    const source = [0, (rows.from - box.y) * detail, box.width * detail, height] as const;
    ink.drawImage(this.#image, ...source, box.x, shown.from, box.width, shown.to - shown.from);
  }
}

const ROOT = path.resolve(import.meta.dirname, '../../../../../..');
const SCRIPTS = path.join(ROOT, 'scripts/avatar');

/** Loads the sprites. Draws missing sprites first, in about a second. Rejects if `dist` is not writable. */
export async function loadSprites(): Promise<Sprites> {
  const folder = spriteFolder();
  if (!existsSync(folder))
    await promisify(execFile)(process.execPath, [path.join(SCRIPTS, 'bakeSprites.ts')]);
  const sprites = await Promise.all(SPRITE_NAMES.map(async name => [name, await loadSprite(folder, name)]));
  return Object.fromEntries(sprites);
}

export function spriteFolder(): string {
  const hash = createHash('sha256').update(
    createRequire(import.meta.url)('@napi-rs/canvas/package.json').version,
  );
  for (const folder of [SCRIPTS, import.meta.dirname])
    for (const file of globSync('*.ts', { cwd: folder }).sort())
      hash.update(`\n${file}\n`).update(readFileSync(path.join(folder, file)));
  return path.join(ROOT, 'dist/avatar', hash.digest('hex').slice(0, 16));
}

export function spriteFile(folder: string, name: SpriteName): string {
  return path.join(folder, `${name}.png`);
}

async function loadSprite(folder: string, name: SpriteName): Promise<Sprite> {
  const image = await loadImage(spriteFile(folder, name));
  // A canvas is faster to draw than an image.
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  return new Sprite(name, canvas);
}
