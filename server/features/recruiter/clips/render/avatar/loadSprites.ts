import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { SPRITE_NAMES, Sprite, type SpriteName, type Sprites } from './sprites.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../../../..');
const SCRIPTS = path.join(ROOT, 'scripts/avatar');

/**
 * Loads the sprites. Bakes them first if there are none for the current drawing code, which takes about a second. Rejects if they have
 * to be baked and `dist` is not writable.
 */
export async function loadSprites(): Promise<Sprites> {
  const folder = spriteFolder();
  if (!existsSync(folder))
    await promisify(execFile)(process.execPath, [path.join(SCRIPTS, 'bakeSprites.ts')]);
  const sprites = await Promise.all(SPRITE_NAMES.map(async name => [name, await loadSprite(folder, name)]));
  return Object.fromEntries(sprites);
}

/** Returns the folder of the sprites, named by a hash of the sources that draw them and of the library's version. */
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
  // A canvas is faster to draw than an image, and as precise.
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  return new Sprite(name, canvas);
}
