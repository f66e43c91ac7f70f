import { RTP_EXTENSION_URI, type RtpPacket } from 'werift';
import { z } from 'zod';
import type { ConsumerOptions } from '../../../shared/media/peerMedia.ts';

const RtpParameters = z.object({
  encodings: z.array(z.object({ ssrc: z.number() })).length(1),
  headerExtensions: z.array(z.object({ uri: z.string(), id: z.number() })),
});

/** Packets of one consumer, counted by level. */
export class ReceivedTrack {
  packets = 0;
  bytes = 0;
  /** Number of packets by level. */
  readonly levels = new Map<number, number>();
  lastPayload: Buffer | undefined;
  closed = false;
  senderPaused: boolean;
  readonly consumer: ConsumerOptions;
  readonly epoch: number;
  readonly #ssrc: number;
  readonly #levelId: number | undefined;

  constructor(consumer: ConsumerOptions, epoch: number) {
    this.consumer = consumer;
    this.epoch = epoch;
    this.senderPaused = consumer.producerPaused;
    const { encodings, headerExtensions } = RtpParameters.parse(consumer.rtpParameters);
    this.#ssrc = encodings[0]?.ssrc ?? 0;
    this.#levelId = headerExtensions.find(({ uri }) => uri === RTP_EXTENSION_URI.audioLevelIndication)?.id;
  }

  take({ header, payload }: RtpPacket): void {
    if (header.ssrc !== this.#ssrc) return;
    this.packets += 1;
    this.bytes += payload.length;
    this.lastPayload = payload;
    const level = header.extensions.find(({ id }) => id === this.#levelId)?.payload[0];
    if (level === undefined) return;
    const negativeDbov = level & 0x7f;
    this.levels.set(negativeDbov, (this.levels.get(negativeDbov) ?? 0) + 1);
  }
}
