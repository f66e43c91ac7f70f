import type { types } from 'mediasoup';
import { ROOM_CODECS } from '../../shared/media/codecs.ts';
import type { RtpParameters } from '../rtpSchemas.ts';
import { RtpStream } from './RtpStream.ts';

const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';

/** One stream of a player, and how it is described to the router that takes it. */
export interface PlayedTrack {
  stream: RtpStream;
  rtpParameters: RtpParameters;
}

/** With the payload types and the extension's id that the router itself uses, so that it has nothing to rewrite. */
export function playedTrack(
  kind: 'audio' | 'video',
  cname: string,
  { headerExtensions = [] }: types.RtpCapabilities,
): PlayedTrack {
  const codec = ROOM_CODECS.find(candidate => candidate.kind === kind);
  if (!codec) throw new Error(`The room has no codec for ${kind}.`);
  const { mimeType, clockRate, preferredPayloadType: payloadType } = codec;
  const level = headerExtensions.find(extension => extension.kind === kind && extension.uri === AUDIO_LEVEL);
  const stream = new RtpStream({ payloadType, clockRate, levelExtensionId: level?.preferredId });
  return {
    stream,
    rtpParameters: {
      codecs: [
        {
          mimeType,
          payloadType,
          clockRate,
          ...('channels' in codec ? { channels: codec.channels } : {}),
          parameters: {},
          // Nothing is lost on the way to the router; what receivers miss, the router sends again.
          rtcpFeedback: kind === 'video' ? [{ type: 'nack', parameter: 'pli' }] : [],
        },
      ],
      headerExtensions: level ? [{ uri: AUDIO_LEVEL, id: level.preferredId }] : [],
      encodings: [{ ssrc: stream.ssrc }],
      rtcp: { cname },
    },
  };
}
