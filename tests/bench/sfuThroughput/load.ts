import type { DtlsIdentity } from '../rtc/dtlsHandshake.ts';
import { ReceivedStreams } from '../rtc/receiverReports.ts';
import { type RemoteTransport, RtcEndpoint } from '../rtc/rtcEndpoint.ts';
import { RtpStream } from '../rtc/rtpStream.ts';
import { AUDIO, type SenderSsrcs, ssrcsOf, VIDEO } from './roomPlan.ts';
import type { SentMedia } from './sentMedia.ts';

/** The transports that the load connects to. */
export interface LoadPlan {
  senders: readonly RemoteTransport[];
  receivers: readonly RemoteTransport[];
}

/** Numbers of packets. */
export interface LoadCounts {
  sent: number;
  received: number;
  /** In the order of the plan. */
  senders: readonly SenderCounts[];
}

export interface SenderCounts {
  sound: number;
  /** Lowest first. */
  layers: readonly number[];
  /** Number of frames, each of them in all layers. */
  frames: number;
}

const SLOT_MS = 5;
const SLOTS_PER_FRAME = 1_000 / VIDEO.framesPerSecond / SLOT_MS;
const SLOTS_PER_AUDIO_PACKET = AUDIO.packetMs / SLOT_MS;
/** After a longer stall, a sender skips the rest of it: a larger burst than a camera sends. */
const CATCH_UP_MAX_SLOTS = 200 / SLOT_MS;
const REPORT_INTERVAL_MS = 1_000;
const HANDSHAKES_AT_A_TIME = 4;

/** People who send into rooms and people who receive. Sends only between `start` and `stop`. Ends with `close()`. */
export class Load {
  readonly #senders: Sender[] = [];
  readonly #receivers: { endpoint: RtcEndpoint; streams: ReceivedStreams }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #reports: NodeJS.Timeout | undefined;

  /** All senders send the same media. */
  static async connect(plan: LoadPlan, identity: DtlsIdentity, media: SentMedia): Promise<Load> {
    const load = new Load();
    try {
      await inBatches(plan.senders, async (remote, index) => {
        const endpoint = await RtcEndpoint.connect({ remote, identity, onRtp: () => {} });
        load.#senders[index] = new Sender(endpoint, ssrcsOf(index, media.layers), media);
      });
      await inBatches(plan.receivers, async (remote, index) => {
        const streams = new ReceivedStreams(index + 1);
        const endpoint = await RtcEndpoint.connect({
          remote,
          identity,
          onRtp: packet => {
            streams.add(packet);
            streams.noteSound(packet, AUDIO.payloadType);
          },
        });
        load.#receivers.push({ endpoint, streams });
      });
      return load;
    } catch (error) {
      load.close();
      throw error;
    }
  }

  get counts(): LoadCounts {
    return {
      sent: sum(this.#senders.map(({ packets }) => packets)),
      received: sum(this.#receivers.map(({ streams }) => streams.packets)),
      senders: this.#senders.map(({ counts }) => counts),
    };
  }

  /** Longest time without sound at a receiver since the last call, in milliseconds. */
  takeLongestGap(): number {
    return Math.max(0, ...this.#receivers.map(({ streams }) => streams.takeLongestGap()));
  }

  start(): void {
    const startedAt = performance.now();
    let slot = 0;
    // A late timer sends the slots it missed, to keep the rate.
    this.#timer = setInterval(() => {
      const due = Math.floor((performance.now() - startedAt) / SLOT_MS);
      slot = Math.max(slot, due - CATCH_UP_MAX_SLOTS);
      for (; startedAt + slot * SLOT_MS <= performance.now(); slot += 1) this.#sendSlot(slot);
    }, SLOT_MS);
    this.#reports = setInterval(() => this.#sendReports(), REPORT_INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    clearInterval(this.#reports);
  }

  /** Safe to call twice. */
  close(): void {
    this.stop();
    for (const { endpoint } of [...this.#senders.splice(0), ...this.#receivers.splice(0)]) endpoint.close();
  }

  /** Each sender has its own slot within a frame's time, because cameras aren't synchronized. */
  #sendSlot(slot: number): void {
    this.#senders.forEach((sender, index) => {
      if ((slot + index) % SLOTS_PER_AUDIO_PACKET === 0) sender.sendAudio();
      if ((slot + index) % SLOTS_PER_FRAME === 0) sender.sendFrame();
    });
  }

  #sendReports(): void {
    for (const sender of this.#senders) sender.sendReports();
    for (const { endpoint, streams } of this.#receivers) {
      const report = streams.report();
      if (report) endpoint.sendRtcp(report);
    }
  }
}

/** One person's microphone and camera. */
class Sender {
  readonly endpoint: RtcEndpoint;
  readonly #media: SentMedia;
  readonly #audio: RtpStream;
  readonly #layers: readonly RtpStream[];
  #transportSequence = 0;
  #frames = 0;
  packets = 0;

  constructor(endpoint: RtcEndpoint, ssrcs: SenderSsrcs, media: SentMedia) {
    this.endpoint = endpoint;
    this.#media = media;
    const nextTransportSequence = () => ++this.#transportSequence;
    this.#audio = new RtpStream({ ssrc: ssrcs.audio, ...AUDIO, nextTransportSequence });
    this.#layers = ssrcs.video.map(ssrc => new RtpStream({ ssrc, ...VIDEO, nextTransportSequence }));
  }

  get counts(): SenderCounts {
    return {
      sound: this.#audio.packetIndex,
      layers: this.#layers.map(({ packetIndex }) => packetIndex),
      frames: this.#frames,
    };
  }

  sendAudio(): void {
    const index = this.#audio.packetIndex;
    const payload = this.#media.soundAt(index);
    const levelDbov = this.#media.levelAt(index);
    this.#send(this.#audio, payload, { timeMs: performance.now(), marker: false, levelDbov });
  }

  /** Sends the highest layer first, as browsers do. */
  sendFrame(): void {
    const timeMs = performance.now();
    const frame = this.#media.frameAt(this.#frames);
    this.#frames += 1;
    for (const [index, layer] of [...this.#layers.entries()].reverse()) {
      const payloads = frame[index] ?? [];
      for (const [at, payload] of payloads.entries())
        this.#send(layer, payload, { timeMs, marker: at === payloads.length - 1 });
    }
  }

  sendReports(): void {
    for (const stream of [this.#audio, ...this.#layers])
      this.endpoint.sendRtcp(stream.senderReport(performance.now()));
  }

  #send(
    stream: RtpStream,
    payload: Buffer,
    options: { timeMs: number; marker: boolean; levelDbov?: number },
  ): void {
    const header = stream.header({ ...options, payloadBytes: payload.length });
    this.endpoint.sendRtp(header, payload, stream.packetIndex);
    this.packets += 1;
  }
}

async function inBatches<T>(
  items: readonly T[],
  task: (item: T, index: number) => Promise<void>,
): Promise<void> {
  for (let first = 0; first < items.length; first += HANDSHAKES_AT_A_TIME)
    await Promise.all(
      items.slice(first, first + HANDSHAKES_AT_A_TIME).map((item, index) => task(item, first + index)),
    );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
