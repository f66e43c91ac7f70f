import { z } from 'zod';
import { AppError } from '../shared/errors.ts';

/** Schemas of what browsers send for mediasoup, limited to the fields that mediasoup reads. */

const MediaKind = z.enum(['audio', 'video']);
const shortText = z.string().max(256);
const uint = z.number().int().nonnegative().max(0xffffffff);
const PayloadType = z.number().int().min(0).max(127);

const codecParameters = z.record(shortText, z.union([shortText, z.number(), z.boolean()]).optional());
const rtcpFeedback = z.array(z.object({ type: shortText, parameter: shortText.optional() })).max(16);

const HeaderExtensionUri = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
]);

const codec = {
  mimeType: shortText,
  clockRate: z.number().int().positive().max(1_000_000),
  channels: z.number().int().min(1).max(32).optional(),
  parameters: codecParameters.optional(),
  rtcpFeedback: rtcpFeedback.optional(),
};

const RtpCapabilities = z.object({
  codecs: z
    .array(z.object({ kind: MediaKind, preferredPayloadType: PayloadType, ...codec }))
    .max(64)
    .optional(),
  headerExtensions: z
    .array(
      z.object({
        kind: MediaKind,
        uri: HeaderExtensionUri,
        preferredId: z.number().int().min(1).max(255),
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(64)
    .optional(),
});
export type RtpCapabilities = z.infer<typeof RtpCapabilities>;

const RtpParameters = z.object({
  mid: z.string().min(1).max(8).optional(),
  codecs: z
    .array(z.object({ payloadType: PayloadType, ...codec }))
    .min(1)
    .max(16),
  headerExtensions: z
    .array(
      z.object({
        uri: HeaderExtensionUri,
        id: z.number().int().min(1).max(255),
        encrypt: z.boolean().optional(),
        parameters: codecParameters.optional(),
      }),
    )
    .max(32)
    .optional(),
  encodings: z
    .array(
      z.object({
        ssrc: uint.optional(),
        rid: z.string().min(1).max(16).optional(),
        codecPayloadType: PayloadType.optional(),
        rtx: z.object({ ssrc: uint }).optional(),
        dtx: z.boolean().optional(),
        scalabilityMode: z.string().max(16).optional(),
        maxBitrate: uint.optional(),
      }),
    )
    .min(1)
    .max(4),
  rtcp: z.object({ cname: shortText.optional(), reducedSize: z.boolean().optional() }).optional(),
  msid: shortText.optional(),
});
export type RtpParameters = z.infer<typeof RtpParameters>;

const DtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){19,63}$/),
      }),
    )
    .min(1)
    .max(16),
});
export type DtlsParameters = z.infer<typeof DtlsParameters>;

export function decodeRtpCapabilities(value: unknown): RtpCapabilities {
  return decode(RtpCapabilities, value, 'RTP capabilities');
}

export function decodeRtpParameters(value: unknown): RtpParameters {
  return decode(RtpParameters, value, 'RTP parameters');
}

export function decodeDtlsParameters(value: unknown): DtlsParameters {
  return decode(DtlsParameters, value, 'DTLS parameters');
}

function decode<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const decoded = schema.safeParse(value);
  if (decoded.success) return decoded.data;
  const at = decoded.error.issues[0]?.path.join('.');
  throw AppError.refused(`The ${what} do not fit what the room expects.`, at ? { field: at } : undefined);
}
