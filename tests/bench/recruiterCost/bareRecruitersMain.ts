import { parentPort, workerData } from 'node:worker_threads';
import { createWorker, type types } from 'mediasoup';
import { AUDIO_PACKET_MS, type Clip } from '../../../sfu/player/Clip.ts';
import { readClip } from '../../../sfu/player/readClip.ts';
import { ROOM_CODECS } from '../../../shared/media/codecs.ts';
import type { RemoteTransport } from '../rtc/rtcEndpoint.ts';
import { receiverCapabilities } from '../sfuThroughput/roomPlan.ts';
import { remoteOf } from '../sfuThroughput/side.ts';
import type { BareRecruitersData } from './bareRecruiters.ts';
import { processSeconds } from './ourRecruiters.ts';
import { threadSeconds } from './playingSide.ts';

const SLOT_MS = 5;
const SLOTS_PER_STEP = AUDIO_PACKET_MS / SLOT_MS;
const HEADER_BYTES = 12;
const PAYLOAD_TYPE = { audio: 100, video: 101 } as const;
const TIMESTAMPS_PER_STEP = { audio: 48 * AUDIO_PACKET_MS, video: 90 * AUDIO_PACKET_MS } as const;

type Kind = keyof typeof PAYLOAD_TYPE;

/** A packet without its sequence number and timestamp. */
interface Prepared {
  kind: Kind;
  packet: Buffer;
}

const { count, clip: playable, dtlsParameters } = workerData as BareRecruitersData;
const clip = await readClip({ ...playable, bytes: Buffer.from(playable.file) });
const steps = stepsOf(clip);
const workerBin = process.env.MEDIASOUP_WORKER_BIN;
const worker = await createWorker({ logLevel: 'warn', ...(workerBin ? { workerBin } : {}) });
const webRtcServer = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
const receivers: RemoteTransport[] = [];
const sends: ((step: number) => void)[] = [];
let packets = 0;

for (let index = 0; index < count; index += 1) await addRoom(1_000 + index * 2);

const startedAt = performance.now();
let slot = 0;
// A late timer sends every slot it missed, to keep the rate.
const timer = setInterval(() => {
  for (; startedAt + slot * SLOT_MS <= performance.now(); slot += 1)
    sends.forEach((send, index) => {
      if ((slot + index) % SLOTS_PER_STEP === 0) send(Math.floor(slot / SLOTS_PER_STEP));
    });
}, SLOT_MS);

parentPort?.on('message', order => {
  if (order === 'read')
    parentPort?.postMessage({ nodeS: threadSeconds(), workerS: processSeconds(worker.pid), packets });
  if (order !== 'close') return;
  clearInterval(timer);
  worker.once('subprocessclose', () => parentPort?.postMessage('closed'));
  worker.close();
});
parentPort?.postMessage(receivers);

async function addRoom(ssrc: number): Promise<void> {
  const router = await worker.createRouter({ mediaCodecs: ROOM_CODECS.map(codec => ({ ...codec })) });
  const direct = await router.createDirectTransport();
  const producers = {
    audio: await produce(direct, 'audio', ssrc),
    video: await produce(direct, 'video', ssrc + 1),
  };
  const receiving = await router.createWebRtcTransport({ webRtcServer });
  await receiving.connect({ dtlsParameters });
  const rtpCapabilities = receiverCapabilities(router.rtpCapabilities);
  for (const { id } of Object.values(producers)) await receiving.consume({ producerId: id, rtpCapabilities });
  receivers.push(remoteOf(receiving));
  sends.push(senderOf(producers, ssrc));
}

function produce(transport: types.DirectTransport, kind: Kind, ssrc: number): Promise<types.Producer> {
  const codec = ROOM_CODECS.find(candidate => candidate.kind === kind);
  if (!codec) throw new Error(`The room has no codec for ${kind}.`);
  const { mimeType, clockRate } = codec;
  return transport.produce({
    kind,
    rtpParameters: {
      codecs: [
        {
          mimeType,
          clockRate,
          payloadType: PAYLOAD_TYPE[kind],
          ...('channels' in codec ? { channels: codec.channels } : {}),
        },
      ],
      encodings: [{ ssrc }],
    },
  });
}

function senderOf(producers: Record<Kind, types.Producer>, ssrc: number): (step: number) => void {
  const sequences = { audio: 0, video: 0 };
  return step => {
    for (const { kind, packet } of steps[step % steps.length] ?? []) {
      packet.writeUInt16BE(sequences[kind], 2);
      packet.writeUInt32BE((step * TIMESTAMPS_PER_STEP[kind]) >>> 0, 4);
      packet.writeUInt32BE(kind === 'audio' ? ssrc : ssrc + 1, 8);
      producers[kind].send(packet);
      sequences[kind] = (sequences[kind] + 1) & 0xffff;
      packets += 1;
    }
  };
}

/** The packets of each 20 ms of the clip. */
function stepsOf({ media }: Clip): Prepared[][] {
  const { payloads, audioStarts, pieceStarts, firstPieces, frameTimesMs } = media;
  const between = (starts: Uint32Array, index: number) => payloads.subarray(starts[index], starts[index + 1]);
  const all = Array.from({ length: audioStarts.length - 1 }, (_, index) => [
    prepared('audio', between(audioStarts, index), false),
  ]);
  for (const [frame, timeMs] of frameTimesMs.entries()) {
    const last = (firstPieces[frame + 1] ?? 0) - 1;
    for (let piece = firstPieces[frame] ?? 0; piece <= last; piece += 1)
      all[Math.floor(timeMs / AUDIO_PACKET_MS)]?.push(
        prepared('video', between(pieceStarts, piece), piece === last),
      );
  }
  return all;
}

function prepared(kind: Kind, payload: Buffer, marker: boolean): Prepared {
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = 0x80;
  header[1] = (marker ? 0x80 : 0) | PAYLOAD_TYPE[kind];
  return { kind, packet: Buffer.concat([header, payload]) };
}
