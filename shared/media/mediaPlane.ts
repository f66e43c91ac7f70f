import { z } from 'zod';
import { ConsumerId, NodeId, PeerId, ProducerId, RoomId, TransportId } from '../ids.ts';
import { MediaSource } from './sources.ts';

/** RTP, ICE and DTLS parameters: only `sfu` and `client` open them, everybody else passes them on. */
export const OpaqueMedia = z.record(z.string().max(64), z.unknown());
export type OpaqueMedia = z.infer<typeof OpaqueMedia>;

export const Epoch = z.number().int().positive();

/** A media room on one sfu node. An sfu refuses an `epoch` older than the one it knows with `stale-epoch`. */
export const RoomRef = z.strictObject({ nodeId: NodeId, roomId: RoomId, epoch: Epoch });
export type RoomRef = z.infer<typeof RoomRef>;

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
  /** The receiving transport that it belongs to: a peer that joins again gets another, and so other consumers. */
  transportId: TransportId,
  producerId: ProducerId,
  producerPeerId: PeerId,
  source: MediaSource,
  kind: z.enum(['audio', 'video']),
  rtpParameters: OpaqueMedia,
  /** Whether the sender has paused; the consumer itself always starts paused. */
  producerPaused: z.boolean(),
});
export type ConsumerOptions = z.infer<typeof ConsumerOptions>;

/**
 * A peer's group is a name that the sfu does not interpret (the server uses seat roles). A peer receives the producers of
 * the groups in `receivesFrom` and of no others; it may produce the `sources` and nothing else.
 */
export const PeerRights = z.strictObject({
  group: z.string().min(1).max(32),
  sources: z.array(MediaSource).max(8),
  receivesFrom: z.array(z.string().min(1).max(32)).max(8),
});
export type PeerRights = z.infer<typeof PeerRights>;

/** What a peer gets when it has joined. `send` is present only where the peer may send anything. */
export const JoinedPeer = z.strictObject({
  send: TransportOptions.optional(),
  receive: TransportOptions,
  iceServers: z.array(IceServer).max(16),
  consumers: z.array(ConsumerOptions).max(200),
});

/** What a peer has now. `known` is false if the peer is gone. */
export const PeerMedia = z.strictObject({
  known: z.boolean(),
  consumers: z.array(ConsumerOptions).max(200),
  producers: z
    .array(z.strictObject({ producerId: ProducerId, source: MediaSource, paused: z.boolean() }))
    .max(8),
});

const peer = { room: RoomRef, peerId: PeerId };
const nothing = z.strictObject({});

/** Requests of the server to the sfu. All are safe to repeat. */
export const MEDIA_REQUESTS = {
  /** Makes the room, or finds it where it is already there under this epoch; a higher epoch replaces an older room. */
  'room.create': {
    params: z.strictObject({ roomId: RoomId, epoch: Epoch, nodeId: NodeId.optional() }),
    result: z.strictObject({ room: RoomRef, rtpCapabilities: OpaqueMedia }),
  },
  'room.close': { params: z.strictObject({ room: RoomRef }), result: nothing },
  /**
   * Adds a peer with its transports and with a paused consumer for everything it may receive. A peer that is already there
   * is closed first.
   */
  'peer.join': {
    params: z.strictObject({ ...peer, rights: PeerRights, rtpCapabilities: OpaqueMedia }),
    result: JoinedPeer,
  },
  /** For a client that was cut off and may have missed notices. */
  'peer.sync': { params: z.strictObject(peer), result: PeerMedia },
  'peer.leave': { params: z.strictObject(peer), result: nothing },
  'transport.connect': {
    params: z.strictObject({ ...peer, transportId: TransportId, dtlsParameters: OpaqueMedia }),
    result: nothing,
  },
  'transport.restartIce': {
    params: z.strictObject({ ...peer, transportId: TransportId }),
    result: z.strictObject({ iceParameters: OpaqueMedia }),
  },
  /** A second producer of the same source replaces the first. Refused with `forbidden` outside the peer's rights. */
  'producer.create': {
    params: z.strictObject({
      ...peer,
      transportId: TransportId,
      source: MediaSource,
      kind: z.enum(['audio', 'video']),
      rtpParameters: OpaqueMedia,
      paused: z.boolean(),
    }),
    result: z.strictObject({ producerId: ProducerId }),
  },
  'producer.setPaused': {
    params: z.strictObject({ ...peer, source: MediaSource, paused: z.boolean() }),
    result: nothing,
  },
  'producer.close': { params: z.strictObject({ ...peer, source: MediaSource }), result: nothing },
  'consumer.update': {
    params: z.strictObject({
      ...peer,
      consumerId: ConsumerId,
      paused: z.boolean().optional(),
      /** Highest simulcast layer wanted: 0, 1 or 2. */
      spatialLayer: z.number().int().min(0).max(2).optional(),
    }),
    result: nothing,
  },
  /** A transport outside any room that a client sends silence to, to learn whether and how media gets through. */
  'probe.create': {
    params: z.strictObject({ nodeId: NodeId.optional(), protocol: z.enum(['udp', 'tcp']) }),
    result: z.strictObject({
      nodeId: NodeId,
      probeId: z.string().max(64),
      rtpCapabilities: OpaqueMedia,
      transport: TransportOptions,
      iceServers: z.array(IceServer).max(16),
    }),
  },
  'probe.connect': {
    params: z.strictObject({ nodeId: NodeId, probeId: z.string().max(64), dtlsParameters: OpaqueMedia }),
    result: nothing,
  },
  'probe.produce': {
    params: z.strictObject({ nodeId: NodeId, probeId: z.string().max(64), rtpParameters: OpaqueMedia }),
    result: z.strictObject({ producerId: ProducerId }),
  },
  'probe.close': { params: z.strictObject({ nodeId: NodeId, probeId: z.string().max(64) }), result: nothing },
} as const;

export type MediaRequestName = keyof typeof MEDIA_REQUESTS;
export type MediaParams<N extends MediaRequestName> = z.infer<(typeof MEDIA_REQUESTS)[N]['params']>;
export type MediaResult<N extends MediaRequestName> = z.infer<(typeof MEDIA_REQUESTS)[N]['result']>;

/** Facts the sfu tells every server. */
export const MEDIA_EVENTS = {
  /** The room is gone though nobody closed it: its worker or its whole node died. */
  'room.lost': z.strictObject({ room: RoomRef, reason: z.enum(['worker-died', 'node-lost']) }),
  'consumer.created': z.strictObject({ ...peer, consumer: ConsumerOptions }),
  'consumer.closed': z.strictObject({ ...peer, consumerId: ConsumerId }),
  'consumer.paused': z.strictObject({ ...peer, consumerId: ConsumerId, paused: z.boolean() }),
  /** ICE and DTLS of one transport seen from the sfu; `lost` means no consent from the client any more. */
  'transport.state': z.strictObject({
    ...peer,
    direction: z.enum(['send', 'receive']),
    state: z.enum(['connected', 'lost', 'closed']),
  }),
  /** Who speaks; absent when nobody does. */
  'room.activeSpeaker': z.strictObject({ room: RoomRef, peerId: PeerId.optional() }),
  /** mediasoup scores, 0 (worst) to 10: how well the peer's own media arrives, and how well the others' reaches it. */
  'peer.quality': z.strictObject({
    ...peer,
    uplink: z.number().min(0).max(10),
    downlink: z.number().min(0).max(10),
  }),
} as const;

export type MediaEventName = keyof typeof MEDIA_EVENTS;
export type MediaEvent<N extends MediaEventName> = z.infer<(typeof MEDIA_EVENTS)[N]>;
export type AnyMediaEvent = { [N in MediaEventName]: { name: N; payload: MediaEvent<N> } }[MediaEventName];

/**
 * The one way the server reaches media, in the same process or over the network.
 * `request` rejects with an `AppError`: `not-found` (room, peer, transport), `forbidden` (outside the peer's rights),
 * `stale-epoch`, `invalid` (parameters mediasoup refuses), `media-unavailable` (no node can take it or answers).
 */
export interface MediaPlane {
  request<N extends MediaRequestName>(name: N, params: MediaParams<N>): Promise<MediaResult<N>>;
  /** Returns the function that unsubscribes. */
  subscribe(listener: (event: AnyMediaEvent) => void): () => void;
  /** Whether a new room could be made now. */
  ready(): boolean;
  close(): Promise<void>;
}
