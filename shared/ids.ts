import { z } from 'zod';

/** UUIDs in lower case; new ones are version 7, so that they sort by time. */
const uuid = z.uuid().toLowerCase();

export const InterviewId = uuid.brand<'InterviewId'>();
export type InterviewId = z.infer<typeof InterviewId>;

/** A place in one interview: one person, one role, one personal link. */
export const SeatId = uuid.brand<'SeatId'>();
export type SeatId = z.infer<typeof SeatId>;

/** One page load of one person. The same id coming back is the same page, another id is another tab or device. */
export const ClientId = uuid.brand<'ClientId'>();
export type ClientId = z.infer<typeof ClientId>;

/** Made by the client for each command, so that a repeat is recognised. */
export const CommandId = uuid.brand<'CommandId'>();
export type CommandId = z.infer<typeof CommandId>;

export const MessageId = uuid.brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** A rater's note. Made by the client, so that a note exists before the network does. */
export const NoteId = uuid.brand<'NoteId'>();
export type NoteId = z.infer<typeof NoteId>;

/** One wish that a probe be asked. */
export const ProbeRequestId = uuid.brand<'ProbeRequestId'>();
export type ProbeRequestId = z.infer<typeof ProbeRequestId>;

export const LinkId = uuid.brand<'LinkId'>();
export type LinkId = z.infer<typeof LinkId>;

/** 128 random bits, so that no one finds what they were not told of. */
const opaqueId = z.string().regex(/^[0-9a-f]{32}$/);

/** All that is recorded of one interview, from the first consent on; after an erasure the next one has another. */
export const RecordingId = opaqueId.brand<'RecordingId'>();
export type RecordingId = z.infer<typeof RecordingId>;

/** A time during which a recording ran on one sfu without a break. */
export const StretchId = opaqueId.brand<'StretchId'>();
export type StretchId = z.infer<typeof StretchId>;

/** What one producer sent during one stretch: a media file and its journal. */
export const SegmentId = opaqueId.brand<'SegmentId'>();
export type SegmentId = z.infer<typeof SegmentId>;

/** A finished file of a recording. */
export const MediaFileId = opaqueId.brand<'MediaFileId'>();
export type MediaFileId = z.infer<typeof MediaFileId>;

/** Ids made by better-auth for staff accounts. */
export const UserId = z.string().min(1).max(64).brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

/** Ids made by mediasoup (UUIDs today, opaque to us). */
const mediaId = z.string().min(1).max(64);

export const TransportId = mediaId.brand<'TransportId'>();
export type TransportId = z.infer<typeof TransportId>;

export const ProducerId = mediaId.brand<'ProducerId'>();
export type ProducerId = z.infer<typeof ProducerId>;

export const ConsumerId = mediaId.brand<'ConsumerId'>();
export type ConsumerId = z.infer<typeof ConsumerId>;

/** A media room; one per interview, so it carries the interview's id. */
export const RoomId = z.string().min(1).max(64).brand<'RoomId'>();
export type RoomId = z.infer<typeof RoomId>;

/** A participant of a media room: `seatId.clientId`. The sfu takes it as an opaque name. */
export const PeerId = z.string().min(1).max(80).brand<'PeerId'>();
export type PeerId = z.infer<typeof PeerId>;

/** The peer that is the virtual recruiter. */
export const RECRUITER_PEER_ID = 'recruiter' as PeerId;

/** One sfu process. */
export const NodeId = z.string().min(1).max(64).brand<'NodeId'>();
export type NodeId = z.infer<typeof NodeId>;

/** The peer that carries one page of one seat. */
export function peerIdOf(seatId: SeatId, clientId: ClientId): PeerId {
  return `${seatId}.${clientId}` as PeerId;
}

/** The seat a peer belongs to; undefined for a peer that is not a person's. */
export function seatIdOfPeer(peerId: PeerId): SeatId | undefined {
  const parsed = SeatId.safeParse(peerId.split('.', 1)[0]);
  return parsed.success ? parsed.data : undefined;
}
