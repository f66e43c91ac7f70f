/** Returns the size that a PNG or JPEG file declares, without decoding it. Undefined for other files. */
export function imageSizeOf(bytes: Buffer): { width: number; height: number } | undefined {
  try {
    return pngSize(bytes) ?? jpegSize(bytes);
  } catch (error) {
    // The file ends within a header.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function pngSize(bytes: Buffer) {
  if (!bytes.subarray(0, PNG.length).equals(PNG) || bytes.toString('latin1', 12, 16) !== 'IHDR')
    return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Markers of frame headers (ITU T.81, table B.1): SOF0 to SOF15 without DHT, JPG, and DAC. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(bytes: Buffer) {
  if (bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (isFrame(marker)) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    // Any number of fill bytes may precede a marker.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
}

/** Returns the size of an SVG file: its view box, its width and height, or the default of browsers. */
export function drawingSizeOf(bytes: Uint8Array): { width: number; height: number } | undefined {
  const text = Buffer.from(bytes).toString('utf8').trimStart();
  if (!/^<(?:\?xml|!--|!DOCTYPE svg|svg)/i.test(text)) return undefined;
  const [root] = /<svg\b[^>]*>/.exec(text) ?? [];
  if (root === undefined) return undefined;
  const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(root)?.[1] ?? '';
  const [, , boxWidth, boxHeight] = attribute('viewBox')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const side = (length: string) =>
    /^\s*\d+(?:\.\d+)?(?:px)?\s*$/.test(length) ? Number.parseFloat(length) : 0;
  const width = boxWidth || side(attribute('width')) || 300;
  const height = boxHeight || side(attribute('height')) || 150;
  return width > 0 && height > 0 && Number.isFinite(width / height) ? { width, height } : undefined;
}
