import { z } from 'zod';
import {
  ConsumerId,
  NodeId,
  PeerId,
  ProducerId,
  RecordingId,
  RoomId,
  SegmentId,
  StretchId,
  TransportId,
} from '../ids.ts';
import { ClipId, ClipTiming } from '../recruiter/clip.ts';
import { CAPTURE_PART_MAX_BYTES, CapturedStretch, CaptureEndReason, SegmentPart } from './capture.ts';
import {
  ConsumerOptions,
  Epoch,
  IceServer,
  JoinedPeer,
  OpaqueMedia,
  PeerMedia,
  TransportOptions,
} from './peerMedia.ts';
import { MediaSource } from './sources.ts';
import { Voice } from './voice.ts';

/** A media room on one sfu node. An sfu refuses an `epoch` older than the one it knows with `stale-epoch`. */
export const RoomRef = z.strictObject({ nodeId: NodeId, roomId: RoomId, epoch: Epoch });
export type RoomRef = z.infer<typeof RoomRef>;

/**
 * A peer's group is a name that the sfu does not interpret (the server uses seat roles). A peer receives the producers of
 * the groups in `receivesFrom` and of no others; it may produce the `sources` and nothing else.
 */
export const PeerRights = z.strictObject({
  group: z.string().min(1).max(32),
  sources: z.array(MediaSource).max(8),
  receivesFrom: z.array(z.string().min(1).max(32)).max(8),
  /** Whether the sfu listens to the microphone and tells when it speaks (`peer.voice`). */
  reportsVoice: z.boolean().optional(),
});
export type PeerRights = z.infer<typeof PeerRights>;

/** A clip travels to a node in parts of at most this many bytes. */
export const CLIP_PART_MAX_BYTES = 256 * 1024;

/** Names one playing of one clip; made by the server, the same for a repeat. */
export const PlayId = z.string().min(1).max(64);

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
  /** What is heard of a peer's microphone now; `absent` where it does not report. */
  'peer.voice': { params: z.strictObject(peer), result: Voice },
  /**
   * Brings one part of a clip into the node's memory, where it serves all rooms. Parts may come in any order and again. `complete`
   * says that the clip can be played. Rejects with `invalid` where the whole does not fit `fileSha256` or is no clip.
   */
  'clip.put': {
    params: z.strictObject({
      nodeId: NodeId,
      clipId: ClipId,
      timing: ClipTiming,
      fileSha256: z.string().length(64),
      part: z.number().int().nonnegative().max(1_000),
      parts: z.number().int().positive().max(1_000),
      bytes: z.instanceof(Uint8Array).refine(bytes => bytes.byteLength <= CLIP_PART_MAX_BYTES),
    }),
    result: z.strictObject({ complete: z.boolean() }),
  },
  /**
   * A peer that plays clips: a camera and a microphone without a person. It loops `clipId` at once. Open already under the same group:
   * it goes on, and `playing` is what it plays in place of its loop. `not-found` names a clip that the node does not have
   * (`details.clipId`), here and below.
   */
  'player.open': {
    params: z.strictObject({ ...peer, group: z.string().min(1).max(32), clipId: ClipId }),
    result: z.strictObject({ playing: PlayId.optional() }),
  },
  /**
   * Plays a clip once from `fromMs` (the start of a phrase), in place of whatever is played, and then loops again. The `playId` that is
   * playing or was played last is not played anew; `began` says so, and `positionMs` where in the clip it is.
   */
  'player.play': {
    params: z.strictObject({
      ...peer,
      playId: PlayId,
      clipId: ClipId,
      fromMs: z.number().int().nonnegative(),
    }),
    result: z.strictObject({ began: z.boolean(), positionMs: z.number().int().nonnegative() }),
  },
  /**
   * Back to the loop, before the next phrase or within 100 ms, whichever is sooner; at once with `now`. `positionMs` is where the clip
   * was left, `resumeMs` the start of the phrase to take up again; both are its end where it had ended. Another `playId`: changes nothing.
   */
  'player.stop': {
    params: z.strictObject({ ...peer, playId: PlayId, now: z.boolean() }),
    result: z.strictObject({
      positionMs: z.number().int().nonnegative(),
      resumeMs: z.number().int().nonnegative(),
    }),
  },
  /** Loops another clip from now on; one that is being played is played to its end. */
  'player.loop': { params: z.strictObject({ ...peer, clipId: ClipId }), result: nothing },
  'player.close': { params: z.strictObject(peer), result: nothing },
  /**
   * Records from now on, and until it is stopped or the room ends, what peers of these groups send, each track in a file of its own in the
   * node's capture folder. The same `stretchId` again changes nothing; `agoMs` is how long ago it began. Another one ends the stretch that
   * runs. Rejects with `storage-full` where too little of the disk is free, with `conflict` where this stretch has ended already, and with
   * `unavailable` where the disk refuses.
   */
  'capture.start': {
    params: z.strictObject({
      room: RoomRef,
      recordingId: RecordingId,
      stretchId: StretchId,
      groups: z.array(z.string().min(1).max(32)).max(8),
    }),
    result: z.strictObject({
      agoMs: z.number().int().nonnegative(),
      /** Whether the disk of the node fills at the moment. */
      storageLow: z.boolean(),
    }),
  },
  /** Resolves when everything is on the disk. */
  'capture.stop': { params: z.strictObject({ room: RoomRef, stretchId: StretchId }), result: nothing },
  /** What lies in the node's capture folder, of all recordings, also of processes before this one. Oldest first. */
  'capture.list': {
    params: z.strictObject({ nodeId: NodeId }),
    result: z.strictObject({ stretches: z.array(CapturedStretch).max(1_000) }),
  },
  /**
   * A piece of a closed stretch's file, of at most `CAPTURE_PART_MAX_BYTES`; empty at its end. This one and the next two reject with
   * `conflict` while the stretch is open.
   */
  'capture.read': {
    params: z.strictObject({
      nodeId: NodeId,
      stretchId: StretchId,
      segmentId: SegmentId,
      part: SegmentPart,
      offset: z.number().int().nonnegative(),
    }),
    result: z.strictObject({
      bytes: z.instanceof(Uint8Array).refine(bytes => bytes.byteLength <= CAPTURE_PART_MAX_BYTES),
    }),
  },
  /** SHA-256 of a closed stretch's file, hex. */
  'capture.digest': {
    params: z.strictObject({ nodeId: NodeId, stretchId: StretchId, segmentId: SegmentId, part: SegmentPart }),
    result: z.strictObject({ sha256: z.string().length(64) }),
  },
  /** Deletes a closed stretch from the node's disk; there need be none. */
  'capture.release': {
    params: z.strictObject({ nodeId: NodeId, stretchId: StretchId }),
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
  /** The room is gone though no one closed it: its worker or its whole node died. */
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
  /** Who speaks; absent when no one does. */
  'room.activeSpeaker': z.strictObject({ room: RoomRef, peerId: PeerId.optional() }),
  /** For peers that report it. Told with each change of state. */
  'peer.voice': z.strictObject({ ...peer, ...Voice.shape }),
  /** The first packet of a playing went out. */
  'player.started': z.strictObject({ ...peer, playId: PlayId }),
  /** A playing came to its end; not told of one that was stopped or replaced. */
  'player.ended': z.strictObject({ ...peer, playId: PlayId }),
  /** A stretch has ended and is closed on the disk; also told of one that was stopped by request. */
  'capture.ended': z.strictObject({
    room: RoomRef,
    recordingId: RecordingId,
    stretchId: StretchId,
    reason: CaptureEndReason,
  }),
  /** The disk of a node fills: recording goes on until too little is free. Told once, and again after it was better. */
  'capture.storageLow': z.strictObject({ nodeId: NodeId, freeBytes: z.number().int().nonnegative() }),
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
  /** The nodes that answer now. */
  nodeIds(): readonly NodeId[];
  close(): Promise<void>;
}
