import { z } from 'zod';
import { ConsumerId, PeerId, ProducerId, TransportId } from '../ids.ts';
import { MediaSource } from './sources.ts';

/** Parameters that the server passes on between `sfu` and `client` without reading them. */
export const OpaqueMedia = z.record(z.string().max(64), z.unknown());
export type OpaqueMedia = z.infer<typeof OpaqueMedia>;

export const Epoch = z.number().int().positive();

export const TransportOptions = z.strictObject({
  transportId: TransportId,
  iceParameters: OpaqueMedia,
  iceCandidates: z.array(OpaqueMedia).max(32),
  dtlsParameters: OpaqueMedia,
});
export type TransportOptions = z.infer<typeof TransportOptions>;

export const IceServer = z.strictObject({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.infer<typeof IceServer>;

export const ConsumerOptions = z.strictObject({
  consumerId: ConsumerId,
  /** The peer's receiving transport. A peer that joins again gets a new one, with new consumers. */
  transportId: TransportId,
  producerId: ProducerId,
  producerPeerId: PeerId,
  source: MediaSource,
  kind: z.enum(['audio', 'video']),
  rtpParameters: OpaqueMedia,
  /** True when the producer is paused. The consumer always starts paused. */
  producerPaused: z.boolean(),
});
export type ConsumerOptions = z.infer<typeof ConsumerOptions>;

/** `send` is present only if the peer may send. */
export const JoinedPeer = z.strictObject({
  send: TransportOptions.optional(),
  receive: TransportOptions,
  iceServers: z.array(IceServer).max(16),
  consumers: z.array(ConsumerOptions).max(200),
});

/** `known` is false when the node no longer has the peer. */
export const PeerMedia = z.strictObject({
  known: z.boolean(),
  consumers: z.array(ConsumerOptions).max(200),
  producers: z
    .array(z.strictObject({ producerId: ProducerId, source: MediaSource, paused: z.boolean() }))
    .max(8),
});
