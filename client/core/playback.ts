import { Store } from './store.ts';

/** Plays the call's sound on the chosen loudspeaker. `blocked`: the browser needs a gesture first. */
export class Playback {
  readonly blocked = new Store(false);
  readonly #elements = new Set<HTMLAudioElement>();
  #speakerId: string | undefined;

  constructor(speakerId: string | undefined) {
    this.#speakerId = speakerId;
  }

  attach(element: HTMLAudioElement, track: MediaStreamTrack): () => void {
    element.srcObject = new MediaStream([track]);
    this.#elements.add(element);
    void this.#start(element);
    return () => {
      this.#elements.delete(element);
      element.srcObject = null;
    };
  }

  /** An empty id selects the default of the system. */
  setSpeaker(speakerId: string): void {
    this.#speakerId = speakerId;
    for (const element of this.#elements) void this.#route(element);
  }

  async unblock(): Promise<void> {
    this.blocked.set(false);
    await Promise.all([...this.#elements].map(element => this.#start(element)));
  }

  async #start(element: HTMLAudioElement): Promise<void> {
    await this.#route(element);
    try {
      await element.play();
    } catch (error) {
      // Ignores an aborted play(), because the element then has a new track, which gets its own `play()`.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.blocked.set(true);
    }
  }

  async #route(element: HTMLAudioElement): Promise<void> {
    if (this.#speakerId === undefined || !('setSinkId' in element)) return;
    // If the loudspeaker is missing, the default one stays in use.
    await element.setSinkId(this.#speakerId).catch(() => undefined);
  }
}
