import jsQR from 'jsqr';
import { type GreyPicture, pdfPicture } from './poppler.ts';

export interface PdfLink {
  /** Starts at 1. */
  page: number;
  address: string;
  /** In points from the lower left. */
  left: number;
  bottom: number;
  right: number;
  top: number;
}

/** Returns the link areas of a file with their targets. */
export function linksOfPdf(file: Buffer): PdfLink[] {
  const text = file.toString('latin1');
  const objects = new Map(
    [...text.matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)].map(([, id = '', body = '']) => [id, body]),
  );
  const pages = [...objects.values()].filter(body => /\/Type \/Page\b(?!s)/.test(body));
  return pages.flatMap((page, index) => {
    const annotations = /\/Annots \[([^\]]*)\]/.exec(page)?.[1] ?? '';
    return [...annotations.matchAll(/(\d+) 0 R/g)].flatMap(([, id = '']) => {
      const body = objects.get(id) ?? '';
      const [left = 0, y1 = 0, right = 0, y2 = 0] =
        /\/Rect \[([^\]]*)\]/.exec(body)?.[1]?.split(' ').map(Number) ?? [];
      const action = objects.get(/\/A (\d+) 0 R/.exec(body)?.[1] ?? '') ?? '';
      const address = /\/URI \((.*)\)/.exec(action)?.[1] ?? '';
      return [{ page: index + 1, address, left, right, bottom: Math.min(y1, y2), top: Math.max(y1, y2) }];
    });
  });
}

/** Decodes the QR code in the area of a link. */
export function scannedCode(file: Buffer, link: PdfLink): string | undefined {
  const dpi = 200;
  const { width, height, pixels } = pdfPicture(file, link.page, dpi);
  const dots = (points: number) => Math.round((points * dpi) / 72);
  const around = 7;
  const [left, right] = [dots(link.left - around), dots(link.right + around)];
  const [top, bottom] = [height - dots(link.top + around), height - dots(link.bottom - around)];
  const code = cropped({ width, height, pixels }, { left, top, width: right - left, height: bottom - top });
  return jsQR(code.pixels, code.width, code.height)?.data;
}

function cropped(
  picture: GreyPicture,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): { width: number; height: number; pixels: Uint8ClampedArray } {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const grey = picture.pixels[(top + y) * picture.width + left + x] ?? 255;
      pixels.set([grey, grey, grey, 255], (y * width + x) * 4);
    }
  return { width, height, pixels };
}
