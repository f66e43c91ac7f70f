/** Codecs that all current browsers support and WebM can hold, in the form that mediasoup expects. */
export const ROOM_CODECS = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    preferredPayloadType: 100,
    parameters: { useinbandfec: 1, minptime: 10 },
  },
  {
    kind: 'video',
    mimeType: 'video/VP8',
    clockRate: 90_000,
    preferredPayloadType: 101,
    parameters: { 'x-google-start-bitrate': 1_200 },
  },
] as const;
