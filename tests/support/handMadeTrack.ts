import type { types } from 'mediasoup';
import { PeerProducer } from '../../sfu/PeerProducer.ts';
import { isKeyFrameRequest } from '../../sfu/player/RtpStream.ts';
import { readClip } from '../../sfu/player/readClip.ts';
import { decodeRtpParameters } from '../../sfu/rtpSchemas.ts';
import { PeerId } from '../../shared/ids.ts';
import { kindOfSource, type MediaSource } from '../../shared/media/sources.ts';
import type { PlayableClip } from './playableClip.ts';

/** One packet of a real clip, which a test can send at any time. */
export interface ClipPacket {
  payload: Buffer;
  /** Milliseconds since the first packet. */
  timeMs: number;
  marker: boolean;
  isKey: boolean;
  /** Index of the frame, or of the audio packet. */
  index: number;
  level: number;
}

const RATES = { audio: 48_000, video: 90_000 } as const;
const PAYLOAD_TYPES = { audio: 100, video: 101 } as const;
const LEVEL_ID = 10;

/** Returns every packet that a player would send for this clip. */
export async function packetsOf(clip: PlayableClip, kind: 'audio' | 'video'): Promise<ClipPacket[]> {
  const { media } = await readClip({ ...clip, bytes: Buffer.from(clip.file) });
  const { payloads, audioStarts, levels, pieceStarts, firstPieces, frameTimesMs, frameIsKey } = media;
  if (kind === 'audio')
    return Array.from({ length: audioStarts.length - 1 }, (_, index) => ({
      payload: payloads.subarray(audioStarts[index], audioStarts[index + 1]),
      timeMs: index * 20,
      marker: false,
      isKey: true,
      index,
      level: levels[index] ?? 127,
    }));
  return [...frameTimesMs].flatMap((timeMs, index) => {
    const [from = 0, to = 0] = [firstPieces[index], firstPieces[index + 1]];
    return Array.from({ length: to - from }, (_, piece) => ({
      payload: payloads.subarray(pieceStarts[from + piece], pieceStarts[from + piece + 1]),
      timeMs: Math.round(timeMs - (frameTimesMs[0] ?? 0)),
      marker: from + piece === to - 1,
      isKey: frameIsKey[index] === 1,
      index,
      level: 127,
    }));
  });
}

interface HandMadeTrackOptions {
  router: types.Router;
  source: MediaSource;
  peer?: string;
  /** Values of the first packet. */
  sequence?: number;
  timestamp?: number;
}

/** A track whose packets a test sends one by one. */
export class HandMadeTrack {
  readonly producer: PeerProducer;
  /** Number of key frame requests. */
  keyFrameRequests = 0;
  /** `performance.now()` of the latest key frame request. */
  keyFrameAskedAtMs = Number.NaN;
  readonly #kind: 'audio' | 'video';
  readonly #ssrc: number;
  readonly #timestamp: number;
  #sequence: number;

  static async open(options: HandMadeTrackOptions): Promise<HandMadeTrack> {
    const { router, source, peer = 'ada' } = options;
    const kind = kindOfSource(source);
    const transport = await router.createDirectTransport();
    const ssrc = kind === 'audio' ? 1_111 : 2_222;
    const codec = kind === 'audio' ? { mimeType: 'audio/opus', channels: 2 } : { mimeType: 'video/VP8' };
    const producer = await PeerProducer.create({
      peerId: PeerId.parse(peer),
      group: 'candidate',
      transport,
      source,
      rtpParameters: decodeRtpParameters({
        codecs: [
          {
            ...codec,
            clockRate: RATES[kind],
            payloadType: PAYLOAD_TYPES[kind],
            parameters: {},
            rtcpFeedback: kind === 'video' ? [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }] : [],
          },
        ],
        headerExtensions:
          kind === 'audio' ? [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: LEVEL_ID }] : [],
        encodings: [{ ssrc }],
        rtcp: { cname: peer },
      }),
      paused: false,
      onScore: () => {},
    });
    const track = new HandMadeTrack(producer, kind, ssrc, options);
    transport.on('rtcp', packet => {
      if (!isKeyFrameRequest(packet)) return;
      track.keyFrameRequests += 1;
      track.keyFrameAskedAtMs = performance.now();
    });
    return track;
  }

  private constructor(
    producer: PeerProducer,
    kind: 'audio' | 'video',
    ssrc: number,
    { sequence = 1_000, timestamp = 0 }: HandMadeTrackOptions,
  ) {
    this.producer = producer;
    this.#kind = kind;
    this.#ssrc = ssrc;
    this.#sequence = sequence;
    this.#timestamp = timestamp;
  }

  /** Uses up sequence numbers, as packets that aren't sent do. */
  skip(count = 1): void {
    this.#sequence += count;
  }

  /** Sends the packet as captured `atMs` after the first timestamp. */
  send({ payload, marker, level }: ClipPacket, atMs: number, sequence = this.#sequence++): void {
    const isAudio = this.#kind === 'audio';
    const extension = isAudio ? [0xbe, 0xde, 0, 1, LEVEL_ID << 4, level, 0, 0] : [];
    const header = Buffer.alloc(12);
    header[0] = 0x80 | (isAudio ? 0x10 : 0);
    header[1] = (marker ? 0x80 : 0) | PAYLOAD_TYPES[this.#kind];
    header.writeUInt16BE(sequence & 0xffff, 2);
    header.writeUInt32BE((this.#timestamp + Math.round((atMs * RATES[this.#kind]) / 1_000)) % 2 ** 32, 4);
    header.writeUInt32BE(this.#ssrc, 8);
    this.producer.producer.send(Buffer.concat([header, Buffer.from(extension), payload]));
  }

  /** Sends all packets, each at its own time after `fromMs`. */
  sendAll(packets: readonly ClipPacket[], fromMs = 0): void {
    for (const packet of packets) this.send(packet, fromMs + packet.timeMs);
  }
}
