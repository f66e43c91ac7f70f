import type { Producer, Transport } from 'mediasoup-client/types';
import type { MediaSource } from '../../../shared/media/sources.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { sendingPlan } from './encodings.ts';

interface Wanted {
  track: MediaStreamTrack;
  paused: boolean;
}

interface Sent {
  producer: Producer;
  /** In which layers, as text that can be compared. */
  encodings: string;
}

/** The transport takes one after the other; a picture needs the longest until someone sees it. */
const PUBLISHING_ORDER: readonly MediaSource[] = ['camera', 'microphone', 'screen', 'screenAudio'];

/**
 * What this page sends. `want` says what should be sent; each source is then brought there step by step, one at a time,
 * on whatever transport there is. A new transport after a fault is brought to the same.
 */
export class Sending {
  readonly #client: InterviewClient;
  /** Called when the server no longer has what it should have; the session then finds out and repairs. */
  readonly #onTrouble: (error: unknown) => void;
  readonly #wanted = new Map<MediaSource, Wanted>();
  readonly #sent = new Map<MediaSource, Sent>();
  readonly #busy = new Set<MediaSource>();
  /** Wanted differently while the last step was being taken. */
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

  /** Forgets the transport and what was on it; the owner closes it. */
  drop(): void {
    this.#transport = undefined;
    this.#sent.clear();
  }

  /** Compares with what the server has, after a cut in which a request may have been lost. */
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
      while (transport && transport === this.#transport && (await this.#step(source, transport))) {
        // One step at a time, until there is nothing left to do.
      }
    } catch (error) {
      if (transport === this.#transport) this.#onTrouble(error);
    } finally {
      this.#busy.delete(source);
    }
    if (this.#again.delete(source) || (this.#transport && transport !== this.#transport))
      void this.#settle(source);
  }

  /** One change towards what is wanted. Returns whether there may be more to do. */
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
      // A picture that begins before the server has its producer loses its first key frame, and the next one comes a second later.
      ...(plan.encodings && { encodings: plan.encodings.map(each => ({ ...each, active: false })) }),
      // The capture owns the track. A mute stops the packets and leaves the track alive, so that the page can notice
      // a person talking while muted.
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

  /**
   * A picture of another size needs other layers, which only another producer has. The server ends the one before when it makes this one; until
   * then that is seen. Where it is not known which of them the server has, both are given up, and the next step makes one anew.
   */
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
