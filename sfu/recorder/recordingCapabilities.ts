import type { types } from 'mediasoup';

const ESTIMATION = /transport-cc|transport-wide-cc|goog-remb|abs-send-time/;

/**
 * What a recorder can receive: all that the room has, but no estimation of bandwidth. With it mediasoup takes the way to this process for a thin
 * line, and records lower layers, because no one here reports what has come.
 */
export function recordingCapabilities({ codecs = [], headerExtensions = [] }: types.RtpCapabilities) {
  return {
    codecs: codecs.map(codec => ({
      ...codec,
      rtcpFeedback: (codec.rtcpFeedback ?? []).filter(({ type }) => !ESTIMATION.test(type)),
    })),
    headerExtensions: headerExtensions.filter(({ uri }) => !ESTIMATION.test(uri)),
  } satisfies types.RtpCapabilities;
}
