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
import { type Given, type nothing, schemaOf } from '../schemaOf.ts';
import { CaptionMaker, CaptionState, CaptionText, TypedCaption } from './captions.ts';
import { CAPTURE_PART_MAX_BYTES, CapturedRun, CaptureEndReason, SegmentPart } from './capture.ts';
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

/** A room on a node. The node answers `stale-epoch` if `epoch` is lower than the highest one it knows. */
export const RoomRef = z.strictObject({ nodeId: NodeId, roomId: RoomId, epoch: Epoch });
export type RoomRef = z.infer<typeof RoomRef>;

/** What a peer may send, and the groups from which it receives. The sfu only compares group names. */
export const PeerRights = z.strictObject({
  group: z.string().min(1).max(32),
  sources: z.array(MediaSource).max(8),
  receivesFrom: z.array(z.string().min(1).max(32)).max(8),
  /** True if the node reports voice in the peer's microphone (`peer.voice`). */
  reportsVoice: z.boolean().optional(),
});
export type PeerRights = z.infer<typeof PeerRights>;

export const CLIP_PART_MAX_BYTES = 256 * 1024;

/** Id of one playback, chosen by the server. A repeated `player.play` uses the same id. */
export const PlayId = z.string().min(1).max(64);

const peer = { room: RoomRef, peerId: PeerId };
const probe = { nodeId: NodeId, probeId: z.string().max(64) };

function request<Params extends Given, Result extends Given = typeof nothing>(
  params: Params,
  result?: Result,
) {
  return { params: schemaOf(params), result: schemaOf(result) };
}

/** Requests to a node. All are safe to repeat. */
export const MEDIA_REQUESTS = {
  /** Creates the room, or returns it if it exists under this epoch. A higher epoch replaces the room. */
  'room.create': request(
    { roomId: RoomId, epoch: Epoch, nodeId: NodeId.optional() },
    { room: RoomRef, rtpCapabilities: OpaqueMedia },
  ),
  'room.close': request({ room: RoomRef }),
  /** Creates a peer with transports and paused consumers. Closes an earlier peer with the same id. */
  'peer.join': request({ ...peer, rights: PeerRights, rtpCapabilities: OpaqueMedia }, JoinedPeer),
  /** Returns the peer's media, for a client that may have missed events while it was disconnected. */
  'peer.sync': request(peer, PeerMedia),
  'peer.leave': request(peer),
  'transport.connect': request({ ...peer, transportId: TransportId, dtlsParameters: OpaqueMedia }),
  'transport.restartIce': request({ ...peer, transportId: TransportId }, { iceParameters: OpaqueMedia }),
  /** Replaces an earlier producer of this source. Rejects with `forbidden` if the peer may not send it. */
  'producer.create': request(
    {
      ...peer,
      transportId: TransportId,
      source: MediaSource,
      kind: z.enum(['audio', 'video']),
      rtpParameters: OpaqueMedia,
      paused: z.boolean(),
    },
    { producerId: ProducerId },
  ),
  'producer.setPaused': request({ ...peer, source: MediaSource, paused: z.boolean() }),
  'producer.close': request({ ...peer, source: MediaSource }),
  'consumer.update': request({
    ...peer,
    consumerId: ConsumerId,
    paused: z.boolean().optional(),
    /** The highest simulcast layer that the peer wants to receive. */
    spatialLayer: z.number().int().min(0).max(2).optional(),
  }),
  /** Returns `absent` if the node doesn't report voice for this peer. */
  'peer.voice': request(peer, Voice),
  /**
   * Stores a part of a clip on the node. Parts may come in any order and more than once. Rejects with `invalid` when
   * the file doesn't match `fileSha256` or isn't a clip.
   */
  'clip.put': request(
    {
      nodeId: NodeId,
      clipId: ClipId,
      timing: ClipTiming,
      fileSha256: z.string().length(64),
      part: z.number().int().nonnegative().max(1_000),
      parts: z.number().int().positive().max(1_000),
      bytes: z.instanceof(Uint8Array).refine(bytes => bytes.byteLength <= CLIP_PART_MAX_BYTES),
    },
    { complete: z.boolean() },
  ),
  /**
   * Creates a peer that loops `clipId` as camera and microphone. An existing peer continues with what it
   * plays (`playing`). Here and below, `not-found` with `details.clipId` means that the node lacks the clip.
   */
  'player.open': request(
    { ...peer, group: z.string().min(1).max(32), clipId: ClipId },
    { playing: PlayId.optional() },
  ),
  /**
   * Plays a clip once from `fromMs` (the start of a phrase), then returns to the loop. Repeating the current
   * or latest `playId` starts nothing (`began` is false) and returns its position.
   */
  'player.play': request(
    { ...peer, playId: PlayId, clipId: ClipId, fromMs: z.number().int().nonnegative() },
    { began: z.boolean(), positionMs: z.number().int().nonnegative() },
  ),
  /**
   * Stops the clip within 100 ms, just before the next phrase if that is near, or immediately with `now`.
   * Returns to the loop. `positionMs` is where the clip stopped. `resumeMs` is where it can resume.
   */
  'player.stop': request(
    { ...peer, playId: PlayId, now: z.boolean() },
    { positionMs: z.number().int().nonnegative(), resumeMs: z.number().int().nonnegative() },
  ),
  /** Changes the loop. If a clip is playing, the new loop starts after its end. */
  'player.loop': request({ ...peer, clipId: ClipId }),
  'player.close': request(peer),
  /**
   * Records what peers of these groups send, one file per track, until `capture.stop` or the end of the room.
   * Ends the room's earlier capture run. Repeating a `stretchId` changes nothing. Rejects with
   * `storage-full`, with `conflict` if this run has ended, and with `unavailable` if writing fails.
   */
  'capture.start': request(
    {
      room: RoomRef,
      recordingId: RecordingId,
      stretchId: StretchId,
      groups: z.array(z.string().min(1).max(32)).max(8),
    },
    { agoMs: z.number().int().nonnegative(), storageLow: z.boolean() },
  ),
  /** Resolves when the whole recording is on the disk. */
  'capture.stop': request({ room: RoomRef, stretchId: StretchId }),
  /** Returns all capture runs on the node's disk, including those of earlier processes, oldest first. */
  'capture.list': request({ nodeId: NodeId }, { stretches: z.array(CapturedRun).max(1_000) }),
  /** Returns no bytes at the end of the file. Like the next two, fails with `conflict` during the capture. */
  'capture.read': request(
    {
      nodeId: NodeId,
      stretchId: StretchId,
      segmentId: SegmentId,
      part: SegmentPart,
      offset: z.number().int().nonnegative(),
    },
    { bytes: z.instanceof(Uint8Array).refine(bytes => bytes.byteLength <= CAPTURE_PART_MAX_BYTES) },
  ),
  'capture.digest': request(
    { nodeId: NodeId, stretchId: StretchId, segmentId: SegmentId, part: SegmentPart },
    { sha256: z.string().length(64) },
  ),
  'capture.release': request({ nodeId: NodeId, stretchId: StretchId }),
  /**
   * Captions what the people in the room say until 40 s after the latest request of any reader. Servers repeat it every 15 s
   * while someone reads captions there. `language` is a BCP 47 tag; the latest one applies to what is said next.
   */
  'captions.keep': request(
    { room: RoomRef, readerId: z.string().min(1).max(64), language: z.string().min(1).max(35) },
    { state: CaptionState, by: CaptionMaker.optional() },
  ),
  'captions.stop': request({ room: RoomRef, readerId: z.string().min(1).max(64) }),
  /** Sends every server a line that a captioner types, as `captions.line`. Needs no reader and no engine. */
  'captions.write': request({ ...peer, line: TypedCaption }),
  /** Creates a transport outside any room, so that a client can test its connection by sending silence. */
  'probe.create': request(
    { nodeId: NodeId.optional(), protocol: z.enum(['udp', 'tcp']) },
    {
      nodeId: NodeId,
      probeId: z.string().max(64),
      rtpCapabilities: OpaqueMedia,
      transport: TransportOptions,
      iceServers: z.array(IceServer).max(16),
    },
  ),
  'probe.connect': request({ ...probe, dtlsParameters: OpaqueMedia }),
  'probe.produce': request({ ...probe, rtpParameters: OpaqueMedia }, { producerId: ProducerId }),
  'probe.close': request(probe),
} as const;

export type MediaRequestName = keyof typeof MEDIA_REQUESTS;
export type MediaParams<N extends MediaRequestName> = z.infer<(typeof MEDIA_REQUESTS)[N]['params']>;
export type MediaResult<N extends MediaRequestName> = z.infer<(typeof MEDIA_REQUESTS)[N]['result']>;

/** Events that a node sends to every connected server. */
export const MEDIA_EVENTS = {
  'room.lost': z.strictObject({ room: RoomRef, reason: z.enum(['worker-died', 'node-lost']) }),
  'consumer.created': z.strictObject({ ...peer, consumer: ConsumerOptions }),
  'consumer.closed': z.strictObject({ ...peer, consumerId: ConsumerId }),
  'consumer.paused': z.strictObject({ ...peer, consumerId: ConsumerId, paused: z.boolean() }),
  /** `lost`: the client no longer sends ICE consent, or `peer.leave` removed its peer. `closed`: the client ended it. */
  'transport.state': z.strictObject({
    ...peer,
    direction: z.enum(['send', 'receive']),
    state: z.enum(['connected', 'lost', 'closed']),
  }),
  /** `peerId` is absent when no one is speaking. */
  'room.activeSpeaker': z.strictObject({ room: RoomRef, peerId: PeerId.optional() }),
  /** Sent only for peers whose voice the node reports. */
  'peer.voice': z.strictObject({ ...peer, ...Voice.shape }),
  /** Lines of one peer come in order, and a final line doesn't change. Lines of different peers overlap. */
  'captions.line': z.strictObject({ ...peer, line: CaptionText }),
  'captions.state': z.strictObject({ room: RoomRef, state: CaptionState }),
  'player.started': z.strictObject({ ...peer, playId: PlayId }),
  /** Emitted when a clip has ended, but not when it was stopped or replaced. */
  'player.ended': z.strictObject({ ...peer, playId: PlayId }),
  /** Emitted whenever a capture run ends, even if `capture.stop` ended it. */
  'capture.ended': z.strictObject({
    room: RoomRef,
    recordingId: RecordingId,
    stretchId: StretchId,
    reason: CaptureEndReason,
  }),
  /** The disk has become low on space, which may happen again. Recording continues until it is full. */
  'capture.storageLow': z.strictObject({ nodeId: NodeId, freeBytes: z.number().int().nonnegative() }),
  /** mediasoup scores from 0 (worst) to 10, for what the peer sends and for what it receives. */
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
 * The media nodes, in this process or over the network. `request` rejects with `not-found`, `forbidden`
 * (outside the peer's rights), `stale-epoch`, `invalid` (mediasoup refuses the parameters), or
 * `media-unavailable` (no node answers or has capacity).
 */
export interface MediaPlane {
  request<N extends MediaRequestName>(name: N, params: MediaParams<N>): Promise<MediaResult<N>>;
  subscribe(listener: (event: AnyMediaEvent) => void): () => void;
  ready(): boolean;
  /** Returns the ids of the nodes that currently answer. */
  nodeIds(): readonly NodeId[];
  close(): Promise<void>;
}
