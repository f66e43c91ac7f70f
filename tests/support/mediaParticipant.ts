import type { Locator, Page } from 'playwright-core';
import { AppError, errorToReply } from '../../shared/errors.ts';
import { type ConsumerId, PeerId } from '../../shared/ids.ts';
import type {
  AnyMediaEvent,
  MediaParams,
  MediaPlane,
  MediaRequestName,
  MediaResult,
  PeerRights,
} from '../../shared/media/mediaPlane.ts';
import type { ConsumerOptions } from '../../shared/media/peerMedia.ts';
import type { MediaSource } from '../../shared/media/sources.ts';
import { blankPage } from './blankPage.ts';
import type { TestBrowser } from './chromium.ts';
import { mediaPageScript } from './mediaPage/bundle.ts';

declare global {
  interface Window {
    /** Forwards a request of the page to the test's process. */
    askPlane: (name: string, params: object) => Promise<unknown>;
  }
}

interface ParticipantOptions {
  browser: TestBrowser;
  plane: MediaPlane;
  room: MediaResult<'room.create'>;
  name: string;
  rights: PeerRights;
}

export type Layer = { rid?: string; scaleResolutionDownBy?: number; maxBitrate?: number };

/** A page in a real browser that participates in a room of a media plane and plays everything it receives. */
export class MediaParticipant implements AsyncDisposable {
  readonly page: Page;
  readonly peerId: PeerId;
  readonly #options: ParticipantOptions;
  readonly #unsubscribe: () => void;

  static async join(options: ParticipantOptions): Promise<MediaParticipant> {
    const page = await blankPage(options.browser);
    const participant = new MediaParticipant(page, options);
    await page.exposeFunction('askPlane', (name: MediaRequestName, params: object) =>
      participant.#answer(name, params),
    );
    await page.evaluate(installAsk);
    await page.addScriptTag({ content: await mediaPageScript() });
    await page.evaluate(capabilities => window.participant.join(capabilities), options.room.rtpCapabilities);
    return participant;
  }

  private constructor(page: Page, options: ParticipantOptions) {
    this.page = page;
    this.peerId = PeerId.parse(options.name);
    this.#options = options;
    this.#unsubscribe = options.plane.subscribe(event => this.#onEvent(event));
  }

  /** Room and peer of the requests. */
  get who() {
    return { room: this.#options.room.room, peerId: this.peerId };
  }

  /** `leastKbps`: minimum bit rate, whatever the bandwidth estimate says. */
  publish(source: MediaSource, layers?: Layer[], leastKbps?: number): Promise<string> {
    return this.page.evaluate(([what, ...how]) => window.participant.publish(what, ...how), [
      source,
      layers,
      leastKbps,
    ] as const);
  }

  framesSent(source: MediaSource, rid: string): Promise<number> {
    return this.page.evaluate(([what, layer]) => window.participant.framesSent(what, layer), [
      source,
      rid,
    ] as const);
  }

  probe(protocol: 'udp' | 'tcp') {
    return this.page.evaluate(which => window.participant.probe(which), protocol);
  }

  restartIce() {
    return this.page.evaluate(() => window.participant.restartIce());
  }

  /** The element that plays the other participant's source. */
  playerOf(other: MediaParticipant, source: MediaSource): Locator {
    return this.page.locator(`[data-from="${other.peerId}"][data-source="${source}"]`);
  }

  consumers(): Promise<ConsumerOptions[]> {
    return this.#options.plane.request('peer.sync', this.who).then(({ consumers }) => consumers);
  }

  /** Closes the connections on the client's side. */
  async hangUp(): Promise<void> {
    await this.page.evaluate(() => window.participant.leave());
  }

  /** Crashes the page, without closing anything. */
  async crash(): Promise<void> {
    const crashed = this.page.waitForEvent('crash');
    // The navigation never ends, because the page has crashed.
    this.page.goto('chrome://crash').catch(() => undefined);
    await crashed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unsubscribe();
    await this.page.context().close();
  }

  async #answer(name: MediaRequestName, params: object): Promise<unknown> {
    const inRoom = name.startsWith('probe.') ? {} : this.who;
    const rights = name === 'peer.join' ? { rights: this.#options.rights } : {};
    try {
      const all = { ...inRoom, ...rights, ...params } as MediaParams<typeof name>;
      return { result: await this.#options.plane.request(name, all) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { error: errorToReply(error).code };
    }
  }

  #onEvent(event: AnyMediaEvent): void {
    if (!('peerId' in event.payload) || event.payload.peerId !== this.peerId) return;
    // Events to a closing page can fail.
    if (event.name === 'consumer.created') this.#attach(event.payload.consumer).catch(() => undefined);
    if (event.name === 'consumer.closed') this.#detach(event.payload.consumerId).catch(() => undefined);
  }

  #attach(consumer: ConsumerOptions): Promise<void> {
    return this.page.evaluate(options => window.participant.attach(options), consumer);
  }

  #detach(consumerId: ConsumerId): Promise<void> {
    return this.page.evaluate(id => window.participant.detach(id), consumerId);
  }
}

/** Runs in the page: converts errors that arrive as data back into errors. */
function installAsk(): void {
  window.ask = async (name, params) => {
    const reply = (await window.askPlane(name, params)) as { result?: unknown; error?: string };
    if (reply.error) throw new Error(reply.error);
    return reply.result;
  };
}
