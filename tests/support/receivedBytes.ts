import type { Page } from 'playwright-core';

/** Everything that a page receives over the network: each socket frame and each HTTP body. */
export class ReceivedBytes {
  readonly frames: string[] = [];
  readonly #bodies: Promise<string>[] = [];
  /** Number of responses with a readable body. */
  responses = 0;

  /** Call before the page loads anything. */
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
        // Redirects and aborted responses have no body.
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
