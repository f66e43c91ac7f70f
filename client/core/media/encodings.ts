import type { ProducerCodecOptions, RtpEncodingParameters } from 'mediasoup-client/types';
import type { MediaSource } from '../../../shared/media/sources.ts';

interface SendingPlan {
  encodings?: RtpEncodingParameters[];
  codecOptions: ProducerCodecOptions;
}

/**
 * A simulcast sender climbs from its lowest layer. With this start bitrate (kbit/s) Chromium sends the upper layer within
 * the first second or two, instead of after six.
 */
const START_BITRATE_KBPS = 1_200;

/** Heights of the three camera layers of a 720-line camera, lowest first. */
const LAYER_HEIGHTS = [180, 360, 720] as const;

/** What a layer of at most so many lines needs, in bit/s. */
const BITRATES = [
  { lines: 180, maxBitrate: 150_000 },
  { lines: 360, maxBitrate: 500_000 },
  { lines: 480, maxBitrate: 900_000 },
] as const;
const FULL_BITRATE = 1_700_000;

/**
 * Chromium sends no more layers than fit the picture, and leaves out the upper ones: with three, a VGA camera would arrive
 * at half its size.
 */
const PIXELS_FOR_THREE_LAYERS = 960 * 540;
const PIXELS_FOR_TWO_LAYERS = 480 * 270;

function layerCount(pixels: number): number {
  if (pixels >= PIXELS_FOR_THREE_LAYERS) return 3;
  return pixels >= PIXELS_FOR_TWO_LAYERS ? 2 : 1;
}

function bitrateOf(lines: number): number {
  return BITRATES.find(step => lines <= step.lines)?.maxBitrate ?? FULL_BITRATE;
}

/** Lowest layer first, as simulcast counts them; each is half as high as the next. */
function cameraEncodings({ width = 1_280, height = 720 }: MediaTrackSettings): RtpEncodingParameters[] {
  // A phone held upright has as many lines as its picture is wide.
  const lines = Math.min(width, height);
  const layers = layerCount(width * height);
  if (layers === 1) return [{ maxBitrate: bitrateOf(lines) }];
  return Array.from({ length: layers }, (_, index) => {
    const scaleResolutionDownBy = 2 ** (layers - 1 - index);
    const maxBitrate = bitrateOf(lines / scaleResolutionDownBy);
    return { rid: `r${index}`, scalabilityMode: 'L1T3', scaleResolutionDownBy, maxBitrate };
  });
}

const CODEC_OPTIONS: Record<MediaSource, ProducerCodecOptions> = {
  camera: { videoGoogleStartBitrate: START_BITRATE_KBPS },
  screen: { videoGoogleStartBitrate: START_BITRATE_KBPS },
  // No DTX: the server reads the loudness of every 20-ms packet to know when someone speaks and ends, and the recorder
  // keeps silence as time. The saving would be 30 kbit/s in pauses.
  // Lost packets are sent again: a live listener may be past them, a recording is not.
  microphone: {
    opusStereo: false,
    opusFec: true,
    opusDtx: false,
    opusNack: true,
    opusMaxAverageBitrate: 48_000,
  },
  screenAudio: {
    opusStereo: true,
    opusFec: true,
    opusDtx: false,
    opusNack: true,
    opusMaxAverageBitrate: 128_000,
  },
};

/** How to send a source, given what its track gives. */
export function sendingPlan(source: MediaSource, settings: MediaTrackSettings): SendingPlan {
  const codecOptions = CODEC_OPTIONS[source];
  if (source === 'camera') return { encodings: cameraEncodings(settings), codecOptions };
  // One layer: a reader needs the full resolution or nothing.
  if (source === 'screen') return { encodings: [{ maxBitrate: 2_500_000, maxFramerate: 15 }], codecOptions };
  return { codecOptions };
}

/** The lowest layer that still fills a tile of this height, in device pixels. */
export function layerForHeight(heightPx: number): 0 | 1 | 2 {
  if (heightPx <= LAYER_HEIGHTS[0] * 1.2) return 0;
  return heightPx <= LAYER_HEIGHTS[1] * 1.2 ? 1 : 2;
}
