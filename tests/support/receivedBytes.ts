import type { Page } from 'playwright-core';

/** Everything that the network brings to a page: each frame of its sockets and the body of each HTTP response. */
export class ReceivedBytes {
  readonly frames: string[] = [];
  readonly #bodies: Promise<string>[] = [];

  /** For a page that has not loaded anything yet. */
  readonly listenTo = (page: Page): void => {
    page.on('websocket', socket => {
      socket.on('framereceived', ({ payload }) => this.frames.push(payload.toString()));
    });
    page.on('response', response => {
      // Redirects and what a reload breaks off have no body.
      this.#bodies.push(response.text().catch(() => ''));
    });
  };

  async everything(): Promise<string> {
    const bodies = await Promise.all(this.#bodies);
    return [...this.frames, ...bodies].join('\n');
  }

  get responses(): number {
    return this.#bodies.length;
  }
}
