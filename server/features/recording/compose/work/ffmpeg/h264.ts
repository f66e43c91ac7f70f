/** VP8 knows no colour space and browsers mean BT.601; to say so costs nothing, and to convert it would. */
export const COLOUR = 'setparams=range=tv:colorspace=smpte170m:color_primaries=bt709:color_trc=bt709';

/**
 * A picture that every browser shows, without frames that refer to later ones, and with a key frame every two seconds, so that a player is
 * quick to be somewhere else.
 */
export function h264Encoding(frameRate: number): string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high', '-bf', '0'],
    ...['-threads', '1', '-pix_fmt', 'yuv420p', '-r', String(frameRate)],
    ...['-g', String(2 * frameRate), '-keyint_min', String(frameRate), '-sc_threshold', '0'],
    ...['-colorspace', 'smpte170m', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
    ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-map_metadata', '-1'],
  ];
}
