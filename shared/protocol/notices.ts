import { z } from 'zod';
import { ConsumerId, SeatId } from '../ids.ts';
import { ViewSnapshot } from '../interview/view.ts';
import { ConsumerOptions, Epoch } from '../media/peerMedia.ts';

/** Why the server ends a connection for good. The client says so and does not come back by itself. */
export const EndReason = z.enum(['taken-over', 'removed', 'link-revoked', 'too-many-pages']);
export type EndReason = z.infer<typeof EndReason>;

/** Everything the server tells a client unasked, to the one page it is about where nothing else is said. */
export const NOTICES = {
  /** Replaces whatever the client has. */
  'interview.snapshot': ViewSnapshot,
  /** What changed, as a JSON merge patch. A version that is not the last plus one means: ask `interview.resume`. */
  'interview.patch': z.strictObject({
    version: z.number().int(),
    patch: z.record(z.string(), z.unknown()),
  }),
  'media.consumerAdded': z.strictObject({ epoch: Epoch, consumer: ConsumerOptions }),
  'media.consumerClosed': z.strictObject({ epoch: Epoch, consumerId: ConsumerId }),
  'media.consumerPaused': z.strictObject({ epoch: Epoch, consumerId: ConsumerId, paused: z.boolean() }),
  /** To all pages in the media room: it was made anew, so join again and publish again. */
  'media.restarted': z.strictObject({ epoch: Epoch }),
  /** The sfu no longer hears this page's transport. */
  'media.transportLost': z.strictObject({ direction: z.enum(['send', 'receive']) }),
  /** To all pages in the media room: who speaks, a person or the virtual recruiter; neither when no one does. */
  'media.activeSpeaker': z.strictObject({ seatId: SeatId.optional(), recruiter: z.literal(true).optional() }),
  /** To the pages in the media room that may know of the seat: 0 to 10 each way. */
  'media.quality': z.strictObject({ seatId: SeatId, uplink: z.number(), downlink: z.number() }),
  'connection.ended': z.strictObject({ reason: EndReason }),
} as const;

export type NoticeName = keyof typeof NOTICES;
export type NoticePayload<N extends NoticeName> = z.infer<(typeof NOTICES)[N]>;
export const NOTICE_NAMES = Object.keys(NOTICES) as NoticeName[];
