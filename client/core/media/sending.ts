import type { Producer, Transport } from 'mediasoup-client/types';
import type { MediaSource } from '../../../shared/media/sources.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { sendingPlan } from './encodings.ts';

type Wanted = { track: MediaStreamTrack; paused: boolean };

interface Sent {
  producer: Producer;
  /** Encodings as JSON, for comparison. */
  encodings: string;
}

/** The transport publishes one source at a time. Video goes first, because it takes longest to appear. */
const PUBLISHING_ORDER: readonly MediaSource[] = ['camera', 'microphone', 'screen', 'screenAudio'];

/** Sends tracks. `want` sets what a source should send. A new transport sends everything again. */
export class Sending {
  readonly #client: InterviewClient;
  /** Makes the media session check and repair the connection. */
  readonly #onTrouble: (error: unknown) => void;
  readonly #wanted = new Map<MediaSource, Wanted>();
  readonly #sent = new Map<MediaSource, Sent>();
  readonly #busy = new Set<MediaSource>();
  /** Sources whose target changed during a step, so another step must follow. */
  readonly #again = new Set<MediaSource>();
  #transport: Transport | undefined;

  constructor(client: InterviewClient, onTrouble: (error: unknown) => void) {
    this.#client = client;
    this.#onTrouble = onTrouble;
  }

  want(source: MediaSource, wanted: Wanted | undefined): void {
    if (wanted) this.#wanted.set(source, wanted);
    else this.#wanted.delete(source);
    void this.#settle(source);
  }

  open(transport: Transport): void {
    this.#transport = transport;
    this.#sent.clear();
    for (const source of PUBLISHING_ORDER) void this.#settle(source);
  }

  drop(): void {
    this.#transport = undefined;
    this.#sent.clear();
  }

  /** Repairs differences from the server after a disconnection, during which requests may have been lost. */
  reconcile(known: readonly { source: MediaSource; paused: boolean }[]): void {
    const onServer = new Map(known.map(producer => [producer.source, producer.paused]));
    for (const [source, { producer }] of this.#sent) {
      const paused = onServer.get(source);
      if (paused === undefined) {
        producer.close();
        this.#sent.delete(source);
      } else if (paused !== producer.paused) {
        void this.#client
          .query('media.setPaused', { source, paused: producer.paused })
          .catch(this.#onTrouble);
      }
    }
    for (const source of onServer.keys())
      if (!this.#wanted.has(source)) void this.#client.query('media.stop', { source }).catch(this.#onTrouble);
    for (const source of this.#wanted.keys()) void this.#settle(source);
  }

  async #settle(source: MediaSource): Promise<void> {
    if (this.#busy.has(source)) {
      this.#again.add(source);
      return;
    }
    this.#busy.add(source);
    const transport = this.#transport;
    try {
      while (transport && transport === this.#transport && (await this.#step(source, transport))) {}
    } catch (error) {
      if (transport === this.#transport) this.#onTrouble(error);
    } finally {
      this.#busy.delete(source);
    }
    if (this.#again.delete(source) || (this.#transport && transport !== this.#transport))
      void this.#settle(source);
  }

  /** Does one step toward the target. Returns false when the target is reached. */
  async #step(source: MediaSource, transport: Transport): Promise<boolean> {
    const wanted = this.#wanted.get(source);
    const sent = this.#sent.get(source);
    const producer = sent?.producer;
    if (!wanted) {
      if (!producer) return false;
      this.#sent.delete(source);
      producer.close();
      await this.#client.query('media.stop', { source });
    } else if (!producer) {
      if (wanted.track.readyState === 'ended') return false;
      await this.#produce(source, wanted, transport);
    } else if (producer.track !== wanted.track) {
      if (wanted.track.readyState === 'ended') return false;
      if (sent.encodings === encodingsOf(source, wanted.track))
        await producer.replaceTrack({ track: wanted.track });
      else await this.#produceInstead(source, sent, wanted, transport);
    } else if (producer.paused !== wanted.paused) {
      if (wanted.paused) producer.pause();
      else producer.resume();
      await this.#client.query('media.setPaused', { source, paused: wanted.paused });
    } else {
      return false;
    }
    return true;
  }

  async #produce(source: MediaSource, { track, paused }: Wanted, transport: Transport): Promise<void> {
    const plan = sendingPlan(source, track.getSettings());
    const producer = await transport.produce({
      track,
      ...plan,
      // Starts inactive, because a key frame is lost if it is sent before the server has the producer.
      ...(plan.encodings && { encodings: plan.encodings.map(each => ({ ...each, active: false })) }),
      // The capture owns the track. It stays live while muted, so that the page can detect talking.
      stopTracks: false,
      disableTrackOnPause: false,
      zeroRtpOnPause: true,
      appData: { source, paused },
    });
    if (transport !== this.#transport) return;
    if (paused) producer.pause();
    this.#sent.set(source, { producer, encodings: encodingsOf(source, track) });
    if (plan.encodings) await producer.setRtpEncodingParameters({ active: true });
  }

  /** Replaces a producer to change its encodings; the server closes the old one. Failures are retried. */
  async #produceInstead(
    source: MediaSource,
    before: Sent,
    wanted: Wanted,
    transport: Transport,
  ): Promise<void> {
    try {
      await this.#produce(source, wanted, transport);
    } finally {
      if (this.#sent.get(source) === before) this.#sent.delete(source);
      before.producer.close();
    }
  }
}

function encodingsOf(source: MediaSource, track: MediaStreamTrack): string {
  return JSON.stringify(sendingPlan(source, track.getSettings()).encodings);
}
