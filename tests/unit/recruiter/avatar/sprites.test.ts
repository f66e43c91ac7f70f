import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { DRAWINGS } from '../../../../scripts/avatar/bakeSprites.ts';
import {
  loadSprites,
  SPRITE_NAMES,
  spriteFile,
  spriteFolder,
} from '../../../../server/features/recruiter/clips/render/avatar/sprites.ts';

beforeAll(async () => {
  await loadSprites();
});

it.each(SPRITE_NAMES)('the sprite %s has identical bytes each time it is drawn', name => {
  const file = readFileSync(spriteFile(spriteFolder(), name));
  expect(DRAWINGS[name]().toPng().equals(file)).toBe(true);
});
