import { z } from 'zod';

/** Lowercase UUID. New ids are version 7, so they sort by time. */
const uuid = z.uuid().toLowerCase();

export const InterviewId = uuid.brand<'InterviewId'>();
export type InterviewId = z.infer<typeof InterviewId>;

export const TeamId = uuid.brand<'TeamId'>();
export type TeamId = z.infer<typeof TeamId>;

/** Record of one person across interviews. */
export const CandidateId = uuid.brand<'CandidateId'>();
export type CandidateId = z.infer<typeof CandidateId>;

export const MergeId = uuid.brand<'MergeId'>();
export type MergeId = z.infer<typeof MergeId>;

/** A member's named filter of the list of interviews. */
export const SavedViewId = uuid.brand<'SavedViewId'>();
export type SavedViewId = z.infer<typeof SavedViewId>;

/** Interviews of one candidate that were created together. */
export const LoopId = uuid.brand<'LoopId'>();
export type LoopId = z.infer<typeof LoopId>;

/** What an interview is created from. */
export const TemplateId = uuid.brand<'TemplateId'>();
export type TemplateId = z.infer<typeof TemplateId>;

/** An uploaded file of candidates. */
export const ImportId = uuid.brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;

/** A change of many interviews in one step. Created by the client, so that a repeated request starts it only once. */
export const BulkId = uuid.brand<'BulkId'>();
export type BulkId = z.infer<typeof BulkId>;

export const CommentId = uuid.brand<'CommentId'>();
export type CommentId = z.infer<typeof CommentId>;

/** One person's seat in one interview, with one role and one personal link. */
export const SeatId = uuid.brand<'SeatId'>();
export type SeatId = z.infer<typeof SeatId>;

/** One browser tab, which reconnects with the same id. */
export const ClientId = uuid.brand<'ClientId'>();
export type ClientId = z.infer<typeof ClientId>;

/** Created by the client, so that the server recognizes a command that is sent twice. */
export const CommandId = uuid.brand<'CommandId'>();
export type CommandId = z.infer<typeof CommandId>;

export const MessageId = uuid.brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** Id of a note. Created by the client, so that people can take notes offline. */
export const NoteId = uuid.brand<'NoteId'>();
export type NoteId = z.infer<typeof NoteId>;

export const ProbeRequestId = uuid.brand<'ProbeRequestId'>();
export type ProbeRequestId = z.infer<typeof ProbeRequestId>;

export const LinkId = uuid.brand<'LinkId'>();
export type LinkId = z.infer<typeof LinkId>;

/** 128 random bits, so that ids can't be guessed. */
const opaqueId = z.string().regex(/^[0-9a-f]{32}$/);

/** All recordings of one interview. After a deletion, a new recording gets a new id. */
export const RecordingId = opaqueId.brand<'RecordingId'>();
export type RecordingId = z.infer<typeof RecordingId>;

/** One capture run: an uninterrupted recording on one sfu. */
export const StretchId = opaqueId.brand<'StretchId'>();
export type StretchId = z.infer<typeof StretchId>;

/** Media of one producer in one capture run: a media file and its journal. */
export const SegmentId = opaqueId.brand<'SegmentId'>();
export type SegmentId = z.infer<typeof SegmentId>;

export const MediaFileId = opaqueId.brand<'MediaFileId'>();
export type MediaFileId = z.infer<typeof MediaFileId>;

/** What one person said between two pauses, in a transcript. */
export const PassageId = uuid.brand<'PassageId'>();
export type PassageId = z.infer<typeof PassageId>;

/** Id of a staff account, from better-auth. */
export const UserId = z.string().min(1).max(64).brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

const mediaId = z.string().min(1).max(64);

export const TransportId = mediaId.brand<'TransportId'>();
export type TransportId = z.infer<typeof TransportId>;

export const ProducerId = mediaId.brand<'ProducerId'>();
export type ProducerId = z.infer<typeof ProducerId>;

export const ConsumerId = mediaId.brand<'ConsumerId'>();
export type ConsumerId = z.infer<typeof ConsumerId>;

/** Id of an interview's media room; equal to the interview's id. */
export const RoomId = z.string().min(1).max(64).brand<'RoomId'>();
export type RoomId = z.infer<typeof RoomId>;

/** Id of a participant in a media room: `seatId.clientId`. Opaque to the sfu. */
export const PeerId = z.string().min(1).max(80).brand<'PeerId'>();
export type PeerId = z.infer<typeof PeerId>;

export const RECRUITER_PEER_ID = 'recruiter' as PeerId;

/** One sfu process. */
export const NodeId = z.string().min(1).max(64).brand<'NodeId'>();
export type NodeId = z.infer<typeof NodeId>;

export function peerIdOf(seatId: SeatId, clientId: ClientId): PeerId {
  return `${seatId}.${clientId}` as PeerId;
}

/** Returns the seat of a peer, or undefined for the virtual recruiter. */
export function seatIdOfPeer(peerId: PeerId): SeatId | undefined {
  const parsed = SeatId.safeParse(peerId.split('.', 1)[0]);
  return parsed.success ? parsed.data : undefined;
}
