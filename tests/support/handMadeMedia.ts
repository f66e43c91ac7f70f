import { randomInt } from 'node:crypto';
import type { OpaqueMedia } from '../../shared/media/peerMedia.ts';

/** RTP capabilities of a browser: the room's two codecs, with the payload types that the room prefers. */
export const RTP_CAPABILITIES: OpaqueMedia = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
      parameters: { useinbandfec: 1, minptime: 10 },
      rtcpFeedback: [],
    },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: 101,
      clockRate: 90_000,
      parameters: {},
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    },
  ],
  headerExtensions: [],
};

/** RTP parameters of a microphone, as a client other than ours might send them. */
export function handMadeAudio(): OpaqueMedia {
  return {
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: {} }],
    encodings: [{ ssrc: newSsrc() }],
    rtcp: { cname: 'by-hand' },
  };
}

export function handMadeVideo(): OpaqueMedia {
  return {
    codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {} }],
    encodings: [{ ssrc: newSsrc() }],
    rtcp: { cname: 'by-hand' },
  };
}

function newSsrc(): number {
  return randomInt(1, 0xffffffff);
}
