import { Store } from './store.ts';

/**
 * The sounding side of the page: every audio element of the call. Sends them to the chosen loudspeaker, and knows when
 * the browser refuses to play before the person has touched the page.
 */
export class Playback {
  readonly blocked = new Store(false);
  readonly #elements = new Set<HTMLAudioElement>();
  #speakerId: string | undefined;

  constructor(speakerId: string | undefined) {
    this.#speakerId = speakerId;
  }

  /** Returns the function that ends it. */
  attach(element: HTMLAudioElement, track: MediaStreamTrack): () => void {
    element.srcObject = new MediaStream([track]);
    this.#elements.add(element);
    void this.#start(element);
    return () => {
      this.#elements.delete(element);
      element.srcObject = null;
    };
  }

  /** An empty id means the system's own. */
  setSpeaker(speakerId: string): void {
    this.#speakerId = speakerId;
    for (const element of this.#elements) void this.#route(element);
  }

  /** From a click, which is what the browser waited for. */
  async unblock(): Promise<void> {
    this.blocked.set(false);
    await Promise.all([...this.#elements].map(element => this.#start(element)));
  }

  async #start(element: HTMLAudioElement): Promise<void> {
    await this.#route(element);
    try {
      await element.play();
    } catch (error) {
      // An aborted play means the element got another track meanwhile, which starts it again.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.blocked.set(true);
    }
  }

  async #route(element: HTMLAudioElement): Promise<void> {
    if (this.#speakerId === undefined || !('setSinkId' in element)) return;
    // A loudspeaker that is gone: the system's own is the right fallback.
    await element.setSinkId(this.#speakerId).catch(() => undefined);
  }
}
