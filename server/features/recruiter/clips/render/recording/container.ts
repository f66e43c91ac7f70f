/** ffmpeg's names of the file formats that recordings may have. */
export type Container = 'matroska' | 'mov' | 'wav' | 'ogg' | 'mp3';

/** How many of a file's first bytes tell its format. */
export const CONTAINER_BYTES = 12;

const EBML = 0x1a45dfa3;
/** What MP4, MOV and M4A files begin with, behind a length. */
const FIRST_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip']);

/**
 * Tells a file's format by its first bytes, whatever its name is: ffmpeg is never left to guess, since what it might take a hostile file
 * for (playlists, lists of files, subtitles) has fooled others before.
 */
export function containerOf(start: Uint8Array): Container | undefined {
  if (start.byteLength < CONTAINER_BYTES) return undefined;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...start.subarray(at, at + length));
  if (view.getUint32(0) === EBML) return 'matroska';
  if (FIRST_BOXES.has(text(4, 4))) return 'mov';
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WAVE') return 'wav';
  if (text(0, 4) === 'OggS') return 'ogg';
  return text(0, 3) === 'ID3' || isMpegLayer3(view.getUint16(0)) ? 'mp3' : undefined;
}

/** Eleven bits of synchronisation, a version that exists, and layer III (ISO/IEC 11172-3, 2.4.1.3). */
function isMpegLayer3(header: number): boolean {
  return (header & 0xffe0) === 0xffe0 && (header & 0x0018) !== 0x0008 && (header & 0x0006) === 0x0002;
}
