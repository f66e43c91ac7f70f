import { parentPort, workerData } from 'node:worker_threads';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { drawingSizeOf } from './imageSize.ts';

/** Twice the size at which pages show a logo at most, for dense screens. */
const MAX_WIDTH = 480;
const MAX_HEIGHT = 160;

/**
 * Drawn again, so that nothing of the file remains except what it shows. `png` is in base64. Undefined: it can't
 * be decoded.
 */
export type DrawnLogo = { png: string; width: number; height: number } | undefined;

async function draw(bytes: Uint8Array): Promise<DrawnLogo> {
  let image: Awaited<ReturnType<typeof loadImage>>;
  try {
    image = await loadImage(Buffer.from(bytes));
  } catch {
    return undefined;
  }
  const drawing = drawingSizeOf(bytes);
  const size = drawing ?? image;
  const scale = Math.min(
    drawing ? Number.POSITIVE_INFINITY : 1,
    MAX_WIDTH / size.width,
    MAX_HEIGHT / size.height,
  );
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  if (drawing) Object.assign(image, { width, height });
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  ink.imageSmoothingQuality = 'high';
  ink.drawImage(image, 0, 0, width, height);
  return { png: canvas.toBuffer('image/png').toString('base64'), width, height };
}

parentPort?.postMessage(await draw(workerData as Uint8Array));
