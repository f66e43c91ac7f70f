import { observer, type types } from 'mediasoup';
import { z } from 'zod';
import type { ConsumerOptions } from '../../shared/media/peerMedia.ts';
import { Changes } from './changes.ts';

/** One RTP packet as received. */
export interface WirePacket {
  /** `performance.now()` of its arrival. */
  atMs: number;
  kind: 'audio' | 'video';
  payloadType: number;
  marker: boolean;
  sequence: number;
  timestamp: number;
  ssrc: number;
  /** Values of the one-byte header extensions, by id. */
  extensions: Map<number, Buffer>;
  payload: Buffer;
}

/** A sender report of one stream. */
export interface WireReport {
  kind: 'audio' | 'video';
  /** Epoch milliseconds. */
  wallClockMs: number;
  timestamp: number;
}

const WAIT_MS = 20_000;
const NTP_EPOCH_S = 2_208_988_800;
const EXTENSION_PROFILE = 0xbede;

/** Routers and transports of workers started from now on, newest last. */
export interface MediaObjects {
  routers: types.Router[];
  producers: types.Producer[];
}

export function watchMediaObjects(): MediaObjects {
  const objects: MediaObjects = { routers: [], producers: [] };
  observer.on('newworker', worker =>
    worker.observer.on('newrouter', router => {
      objects.routers.push(router);
      router.observer.on('newtransport', transport =>
        transport.observer.on('newproducer', producer => objects.producers.push(producer)),
      );
    }),
  );
  return objects;
}

/** Receives tracks of a room packet by packet, as a recorder does, until it is closed or its router ends. */
export class WireProbe implements Disposable {
  readonly packets: WirePacket[] = [];
  readonly reports: WireReport[] = [];
  readonly #transport: types.DirectTransport;
  readonly #consumers: types.Consumer[] = [];
  readonly #changes = new Changes();

  /** The tracks must be those of the newest router. */
  static async attach(objects: MediaObjects, tracks: readonly ConsumerOptions[]): Promise<WireProbe> {
    const router = objects.routers.at(-1);
    if (!router) throw new Error('There is no router.');
    const transport = await router.createDirectTransport();
    const probe = new WireProbe(transport);
    for (const { producerId } of tracks) {
      const { rtpCapabilities } = router;
      const producer = objects.producers.find(({ id }) => id === producerId);
      if (!producer) throw new Error('There is no such producer.');
      producer.on('trace', trace => {
        if (trace.type === 'sr') probe.reports.push(parseReport(producer.kind, trace.info));
        probe.#changes.tell();
      });
      await producer.enableTraceEvent(['sr']);
      const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true });
      probe.#consumers.push(consumer);
      consumer.on('rtp', packet => {
        probe.packets.push(parsePacket(packet, consumer.kind));
        probe.#changes.tell();
      });
    }
    await probe.resume();
    return probe;
  }

  private constructor(transport: types.DirectTransport) {
    this.#transport = transport;
  }

  of(kind: WirePacket['kind']): WirePacket[] {
    return this.packets.filter(packet => packet.kind === kind);
  }

  async pause(): Promise<void> {
    await Promise.all(this.#consumers.map(consumer => consumer.pause()));
  }

  async resume(): Promise<void> {
    await Promise.all(this.#consumers.map(consumer => consumer.resume()));
  }

  waitFor<T>(what: string, look: () => T | undefined | false): Promise<T> {
    return this.#changes.waitFor(look, {
      milliseconds: WAIT_MS,
      complaint: () => `Waited in vain for ${what}.`,
    });
  }

  [Symbol.dispose](): void {
    this.#transport.close();
  }
}

const SenderReport = z.object({ ntpSec: z.number(), ntpFrac: z.number(), rtpTs: z.number() });

/** Direct transports have no reports for their consumers, so this parses what the router received. */
function parseReport(kind: WireReport['kind'], info: unknown): WireReport {
  const { ntpSec, ntpFrac, rtpTs } = SenderReport.parse(info);
  return {
    kind,
    wallClockMs: (ntpSec - NTP_EPOCH_S + ntpFrac / 2 ** 32) * 1_000,
    timestamp: rtpTs,
  };
}

function parsePacket(packet: Buffer, kind: WirePacket['kind']): WirePacket {
  const second = packet[1] ?? 0;
  const extensions = new Map<number, Buffer>();
  let at = 12 + 4 * ((packet[0] ?? 0) & 0x0f);
  if ((packet[0] ?? 0) & 0x10) {
    const end = at + 4 + 4 * packet.readUInt16BE(at + 2);
    if (packet.readUInt16BE(at) === EXTENSION_PROFILE) readElements(packet.subarray(at + 4, end), extensions);
    at = end;
  }
  return {
    atMs: performance.now(),
    kind,
    payloadType: second & 0x7f,
    marker: second >= 0x80,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    extensions,
    payload: Buffer.from(packet.subarray(at)),
  };
}

/** One-byte elements (RFC 8285, section 4.2); zero is padding. */
function readElements(elements: Buffer, into: Map<number, Buffer>): void {
  for (let at = 0; at < elements.length; ) {
    const head = elements[at] ?? 0;
    at += 1;
    if (head === 0) continue;
    const bytes = (head & 0x0f) + 1;
    into.set(head >> 4, Buffer.from(elements.subarray(at, at + bytes)));
    at += bytes;
  }
}
