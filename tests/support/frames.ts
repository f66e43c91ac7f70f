import type { SeatSocket } from './seatSocket.ts';

/** Collects the frames that a page receives from now on, responses included, as sent over the socket. */
export function recordFrames(page: SeatSocket): { readonly text: string } {
  let text = '';
  page.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
    text += `${typeof data === 'string' ? data : JSON.stringify(data)}\n`;
  });
  return {
    get text() {
      return text;
    },
  };
}
