import type { SeatSocket } from './seatSocket.ts';

/** Everything that reaches a page from now on, byte for byte as it came over the socket, answers to its requests included. */
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
