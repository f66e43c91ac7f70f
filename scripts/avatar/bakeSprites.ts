// Draws the recruiter's sprites: node scripts/avatar/bakeSprites.ts
// Runs on the Node that the program runs on, after the npm packages are installed. Writes to dist/avatar, under a hash of the
// drawing's sources, unless that folder exists.

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import {
  SPRITE_NAMES,
  type SpriteName,
  spriteFile,
  spriteFolder,
} from '../../server/features/recruiter/clips/render/avatar/sprites.ts';
import { browLayer, irisLayer } from './drawFeatures.ts';
import { backHairLayer, frontHairLayer } from './drawHair.ts';
import { roomLayer } from './drawRoom.ts';
import { earLayer, noseLayer, skinLayer } from './drawSkin.ts';
import { torsoLayer } from './drawTorso.ts';
import type { Layer } from './Layer.ts';

export const DRAWINGS: Readonly<Record<SpriteName, () => Layer>> = {
  room: roomLayer,
  backHair: backHairLayer,
  torso: torsoLayer,
  skin: skinLayer,
  nose: noseLayer,
  ear: earLayer,
  iris: irisLayer,
  brow: browLayer,
  frontHair: frontHairLayer,
};

const folder = spriteFolder();
if (!existsSync(folder)) bake();

/** Several processes may bake at the same time. The first one to finish gives the folder its name. */
function bake(): void {
  const unfinished = `${folder}-${randomUUID()}`;
  // Not a temporary folder, which only its owner may read: the image bakes as root and runs as another user.
  mkdirSync(unfinished, { recursive: true });
  try {
    for (const name of SPRITE_NAMES) writeFileSync(spriteFile(unfinished, name), DRAWINGS[name]().toPng());
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
