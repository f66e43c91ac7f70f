import type { Page } from 'playwright-core';

/** Everything that the network brings to a page: each frame of its sockets and the body of each HTTP response. */
export class ReceivedBytes {
  readonly frames: string[] = [];
  readonly #bodies: Promise<string>[] = [];
  /** How many responses brought a body that could be read. */
  responses = 0;

  /** For a page that has not loaded anything yet. */
  readonly listenTo = (page: Page): void => {
    page.on('websocket', socket => {
      socket.on('framereceived', ({ payload }) => this.frames.push(payload.toString()));
    });
    page.on('response', response => {
      const body = response.text().then(
        text => {
          this.responses += 1;
          return text;
        },
        // Redirects and what a reload breaks off have no body.
        () => '',
      );
      this.#bodies.push(body);
    });
  };

  async everything(): Promise<string> {
    const bodies = await Promise.all(this.#bodies);
    return [...this.frames, ...bodies].join('\n');
  }
}
