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
export const LAYER_HEIGHTS = [180, 360, 720] as const;

const PLANS: Record<MediaSource, SendingPlan> = {
  camera: {
    encodings: [
      { rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
      { rid: 'r1', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
      { rid: 'r2', scaleResolutionDownBy: 1, maxBitrate: 1_700_000, scalabilityMode: 'L1T3' },
    ],
    codecOptions: { videoGoogleStartBitrate: START_BITRATE_KBPS },
  },
  // One layer: a reader needs the full resolution or nothing.
  screen: {
    encodings: [{ maxBitrate: 2_500_000, maxFramerate: 15 }],
    codecOptions: { videoGoogleStartBitrate: START_BITRATE_KBPS },
  },
  // No DTX: the server reads the loudness of every 20-ms packet to know when somebody speaks and ends, and the recorder
  // keeps silence as time. The saving would be 30 kbit/s in pauses.
  microphone: {
    codecOptions: { opusStereo: false, opusFec: true, opusDtx: false, opusMaxAverageBitrate: 48_000 },
  },
  screenAudio: {
    codecOptions: { opusStereo: true, opusFec: true, opusDtx: false, opusMaxAverageBitrate: 128_000 },
  },
};

export function sendingPlan(source: MediaSource): SendingPlan {
  return PLANS[source];
}

/** The lowest layer that still fills a tile of this height, in device pixels. */
export function layerForHeight(heightPx: number): 0 | 1 | 2 {
  if (heightPx <= LAYER_HEIGHTS[0] * 1.2) return 0;
  return heightPx <= LAYER_HEIGHTS[1] * 1.2 ? 1 : 2;
}
