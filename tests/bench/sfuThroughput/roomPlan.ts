import type { types } from 'mediasoup';
import { ROOM_CODECS } from '../../../shared/media/codecs.ts';
import { EXTENSION_IDS } from '../rtc/rtpStream.ts';

/** One room: a candidate who sends, and the receivers. */
export const RECEIVERS_PER_ROOM = 3;

export const AUDIO = { payloadType: 100, clockRate: 48_000, packetMs: 20, bytesPerPacket: 80 } as const;

export const VIDEO = {
  payloadType: 101,
  clockRate: 90_000,
  framesPerSecond: 25,
  framesPerKeyFrame: 25,
  /** The simulcast layers of a 640x360 camera: about 0.12, 0.4, and 1.3 Mbit/s. */
  layers: [
    { packetsPerFrame: 1, bytesPerPacket: 600 },
    { packetsPerFrame: 2, bytesPerPacket: 1_000 },
    { packetsPerFrame: 6, bytesPerPacket: 1_100 },
  ],
} as const;

const AUDIO_PER_SECOND = 1_000 / AUDIO.packetMs;
const PER_FRAME = VIDEO.layers.map(({ packetsPerFrame }) => packetsPerFrame);
const SENT_PER_SECOND =
  AUDIO_PER_SECOND + VIDEO.framesPerSecond * PER_FRAME.reduce((sum, packets) => sum + packets, 0);

/** Packets received per packet sent: every receiver gets the sound and the top layer. */
export const RECEIVED_PER_SENT =
  (RECEIVERS_PER_ROOM * (AUDIO_PER_SECOND + VIDEO.framesPerSecond * (PER_FRAME.at(-1) ?? 0))) /
  SENT_PER_SECOND;

export function receivedPerSecond(rooms: number): number {
  return rooms * SENT_PER_SECOND * RECEIVED_PER_SENT;
}

export interface SenderSsrcs {
  audio: number;
  /** Lowest layer first. */
  video: readonly number[];
}

/** SSRCs derived from the sender's number, unique among transports. */
export function ssrcsOf(sender: number, layers: number = VIDEO.layers.length): SenderSsrcs {
  const first = 1_000 + sender * 10;
  return { audio: first, video: Array.from({ length: layers }, (_, layer) => first + 1 + layer) };
}

const EXTENSIONS = {
  transportSequence: {
    uri: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
    id: EXTENSION_IDS.transportSequence,
  },
  audioLevel: { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: EXTENSION_IDS.audioLevel },
} as const;

export function audioParameters({ audio }: SenderSsrcs): types.RtpParameters {
  const [{ mimeType, clockRate, channels }] = ROOM_CODECS;
  return {
    codecs: [
      {
        mimeType,
        clockRate,
        channels,
        payloadType: AUDIO.payloadType,
        parameters: { useinbandfec: 1 },
        rtcpFeedback: [{ type: 'transport-cc', parameter: '' }],
      },
    ],
    headerExtensions: [EXTENSIONS.transportSequence, EXTENSIONS.audioLevel],
    encodings: [{ ssrc: audio }],
    rtcp: { cname: `bench-${audio}` },
  };
}

export function videoParameters({ video }: SenderSsrcs): types.RtpParameters {
  const [, { mimeType, clockRate }] = ROOM_CODECS;
  return {
    codecs: [
      {
        mimeType,
        clockRate,
        payloadType: VIDEO.payloadType,
        rtcpFeedback: [
          { type: 'nack', parameter: '' },
          { type: 'nack', parameter: 'pli' },
          { type: 'transport-cc', parameter: '' },
        ],
      },
    ],
    headerExtensions: [EXTENSIONS.transportSequence],
    encodings: video.map(ssrc => ({ ssrc, scalabilityMode: 'L1T1' })),
    rtcp: { cname: `bench-${video[0]}` },
  };
}

/**
 * Capabilities without bandwidth estimation, so that the top layer flows immediately and every round forwards the same packets on both
 * sides.
 */
export function receiverCapabilities(ofRouter: types.RtpCapabilities): types.RtpCapabilities {
  const isEstimation = (name: string) => /transport-cc|transport-wide-cc|goog-remb|abs-send-time/.test(name);
  return {
    codecs: (ofRouter.codecs ?? []).map(codec => ({
      ...codec,
      rtcpFeedback: (codec.rtcpFeedback ?? []).filter(({ type }) => !isEstimation(type)),
    })),
    headerExtensions: (ofRouter.headerExtensions ?? []).filter(({ uri }) => !isEstimation(uri)),
  };
}
