import { z } from 'zod';
import { ConsumerId, SeatId } from '../ids.ts';
import { InterviewView } from '../interview/view.ts';
import { ConsumerOptions, Epoch } from '../media/mediaPlane.ts';

/** Why the server ends a connection for good. The client says so and does not come back by itself. */
export const EndReason = z.enum(['taken-over', 'removed', 'link-revoked']);
export type EndReason = z.infer<typeof EndReason>;

/**
 * Everything the server tells a client unasked. `one`: the one page it is about; `inside`: the pages in the media room.
 */
export const NOTICES = {
  /** The view in whole. Replaces whatever the client has; `version` counts from here. */
  'interview.snapshot': {
    payload: z.strictObject({ version: z.number().int(), view: InterviewView, serverTime: z.number() }),
    audience: 'one',
  },
  /** What changed, as a JSON merge patch. A version that is not the last plus one means: ask `interview.resume`. */
  'interview.patch': {
    payload: z.strictObject({ version: z.number().int(), patch: z.record(z.string(), z.unknown()) }),
    audience: 'one',
  },
  'media.consumerAdded': {
    payload: z.strictObject({ epoch: Epoch, consumer: ConsumerOptions }),
    audience: 'one',
  },
  'media.consumerClosed': {
    payload: z.strictObject({ epoch: Epoch, consumerId: ConsumerId }),
    audience: 'one',
  },
  'media.consumerPaused': {
    payload: z.strictObject({ epoch: Epoch, consumerId: ConsumerId, paused: z.boolean() }),
    audience: 'one',
  },
  /** The media room was made anew: join again and publish again. */
  'media.restarted': { payload: z.strictObject({ epoch: Epoch }), audience: 'inside' },
  /** The sfu no longer hears this page's transport. */
  'media.transportLost': {
    payload: z.strictObject({ direction: z.enum(['send', 'receive']) }),
    audience: 'one',
  },
  'media.activeSpeaker': { payload: z.strictObject({ seatId: SeatId.optional() }), audience: 'inside' },
  /** 0 to 10 each way, for one seat. */
  'media.quality': {
    payload: z.strictObject({ seatId: SeatId, uplink: z.number(), downlink: z.number() }),
    audience: 'inside',
  },
  'connection.ended': { payload: z.strictObject({ reason: EndReason }), audience: 'one' },
} as const;

export type NoticeName = keyof typeof NOTICES;
export type NoticePayload<N extends NoticeName> = z.infer<(typeof NOTICES)[N]['payload']>;
export const NOTICE_NAMES = Object.keys(NOTICES) as NoticeName[];
