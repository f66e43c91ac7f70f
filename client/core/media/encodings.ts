import type { ProducerCodecOptions, RtpEncodingParameters } from 'mediasoup-client/types';
import type { MediaSource } from '../../../shared/media/sources.ts';

type SendingPlan = { encodings?: RtpEncodingParameters[]; codecOptions: ProducerCodecOptions };

/** Makes Chromium send the upper layer after 1–2 seconds. With its default start bitrate, it takes six. */
const START_BITRATE_KBPS = 1_200;
const LAYER_HEIGHTS = [180, 360, 720] as const;

const BITRATES = [
  { lines: 180, maxBitrate: 150_000 },
  { lines: 360, maxBitrate: 500_000 },
  { lines: 480, maxBitrate: 900_000 },
] as const;
const FULL_BITRATE = 1_700_000;

/** Smallest videos with three and two simulcast layers. Chromium omits the top layer of smaller videos. */
const PIXELS_FOR_THREE_LAYERS = 960 * 540;
const PIXELS_FOR_TWO_LAYERS = 480 * 270;

function layerCount(pixels: number): number {
  if (pixels >= PIXELS_FOR_THREE_LAYERS) return 3;
  return pixels >= PIXELS_FOR_TWO_LAYERS ? 2 : 1;
}

function bitrateOf(lines: number): number {
  return BITRATES.find(step => lines <= step.lines)?.maxBitrate ?? FULL_BITRATE;
}

/** Returns the simulcast layers, lowest first. Each layer has twice the height of the layer before. */
function cameraEncodings({ width = 1_280, height = 720 }: MediaTrackSettings): RtpEncodingParameters[] {
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
  // DTX is off, because the server detects speech from every packet, and recordings need the silence.
  // NACK is on, because a packet that is too late for live listeners still reaches the recording.
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

export function sendingPlan(source: MediaSource, settings: MediaTrackSettings): SendingPlan {
  const codecOptions = CODEC_OPTIONS[source];
  if (source === 'camera') return { encodings: cameraEncodings(settings), codecOptions };
  // Only one layer, because shared text needs the full resolution.
  if (source === 'screen') return { encodings: [{ maxBitrate: 2_500_000, maxFramerate: 15 }], codecOptions };
  return { codecOptions };
}

export function layerForHeight(heightPx: number): 0 | 1 | 2 {
  if (heightPx <= LAYER_HEIGHTS[0] * 1.2) return 0;
  return heightPx <= LAYER_HEIGHTS[1] * 1.2 ? 1 : 2;
}
