import { z } from 'zod';
import { ConsumerId, SeatId } from '../ids.ts';
import { ViewSnapshot } from '../interview/view.ts';
import { CaptionState, CaptionText } from '../media/captions.ts';
import { ConsumerOptions, Epoch } from '../media/peerMedia.ts';

/** Why the server ended a connection. The client doesn't reconnect. */
export const EndReason = z.enum(['taken-over', 'removed', 'link-revoked', 'too-many-pages']);
export type EndReason = z.infer<typeof EndReason>;

/** Messages from the server. Each goes only to the page it concerns, unless stated otherwise. */
export const NOTICES = {
  'interview.snapshot': ViewSnapshot,
  /** Merge patch of the view. If a version was missed, the client requests `interview.resume`. */
  'interview.patch': z.strictObject({
    version: z.number().int(),
    patch: z.record(z.string(), z.unknown()),
  }),
  'media.consumerAdded': z.strictObject({ epoch: Epoch, consumer: ConsumerOptions }),
  'media.consumerClosed': z.strictObject({ epoch: Epoch, consumerId: ConsumerId }),
  'media.consumerPaused': z.strictObject({ epoch: Epoch, consumerId: ConsumerId, paused: z.boolean() }),
  /** The media room was recreated. Goes to all pages in it, which then join and publish again. */
  'media.restarted': z.strictObject({ epoch: Epoch }),
  /** The SFU lost this page's transport. */
  'media.transportLost': z.strictObject({ direction: z.enum(['send', 'receive']) }),
  /** Goes to all pages in the media room. Without a field, no one is speaking. */
  'media.activeSpeaker': z.strictObject({ seatId: SeatId.optional(), recruiter: z.literal(true).optional() }),
  /** Goes to pages in the media room that may see the seat. Values are from 0 (worst) to 10. */
  'media.quality': z.strictObject({ seatId: SeatId, uplink: z.number(), downlink: z.number() }),
  /** What a person says. Goes to pages that have captions on. Versions that aren't final may be skipped. */
  'captions.line': z.strictObject({ seatId: SeatId, line: CaptionText }),
  /** The state of captions has changed. Goes to pages that have them on. */
  'captions.state': z.strictObject({ state: CaptionState }),
  'connection.ended': z.strictObject({ reason: EndReason }),
} as const;

export type NoticeName = keyof typeof NOTICES;
export type NoticePayload<N extends NoticeName> = z.infer<(typeof NOTICES)[N]>;
export const NOTICE_NAMES = Object.keys(NOTICES) as NoticeName[];
