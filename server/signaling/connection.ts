import type { Socket } from 'socket.io';
import type { SeatId } from '../../shared/ids.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { diff } from '../../shared/protocol/mergePatch.ts';
import type { EndReason, NoticeName, NoticePayload } from '../../shared/protocol/notices.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../../shared/protocol/requests.ts';
import type { Identity } from './identity.ts';

export type ClientSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** Frames a slow client may owe us before we stop sending patches and send the whole view once it has caught up. */
const MAX_PENDING_FRAMES = 64;

/**
 * One live socket of one identity. Remembers the view the client has, so that each change goes out as a patch under the
 * next version number. Ends with its socket.
 */
export class Connection {
  readonly identity: Identity;
  readonly #socket: ClientSocket;
  #sent: { view: InterviewView; version: number } | undefined;
  #behind = false;
  #isLetIn = false;

  constructor(socket: ClientSocket, identity: Identity) {
    this.#socket = socket;
    this.identity = identity;
  }

  /** Whether this client's view shows the seat; about any other it is told nothing. */
  knows(seatId: SeatId): boolean {
    return this.#sent?.view.seats[seatId] !== undefined;
  }

  /** Whether this page's seat is in the room, as the client was last told. */
  get inside(): boolean {
    const view = this.#sent?.view;
    return view?.ownSeatId !== undefined && view.seats[view.ownSeatId]?.presence === 'inside';
  }

  get hasView(): boolean {
    return this.#sent !== undefined;
  }

  /** From now on it learns of changes: its arrival is written, and it may look in. */
  letIn(): void {
    this.#isLetIn = true;
  }

  /** A change of what this client sees. One that is still being let in is shown nothing. */
  update(view: InterviewView): void {
    if (this.#isLetIn) this.show(view);
  }

  /** Sends what changed, or the whole view the first time. */
  show(view: InterviewView): void {
    if (!this.#sent) {
      this.#snapshot(view);
    } else if (this.#behind || this.#slow()) {
      this.#catchUpLater(view);
    } else {
      const patch = diff(this.#sent.view, view);
      if (!patch) return;
      this.#sent = { view, version: this.#sent.version + 1 };
      this.notify('interview.patch', { version: this.#sent.version, patch });
    }
  }

  /** The whole view as an answer; patches count from here. */
  resume(view: InterviewView): { version: number; view: InterviewView; serverTime: number } {
    this.#sent = { view, version: (this.#sent?.version ?? 0) + 1 };
    return { version: this.#sent.version, view, serverTime: Date.now() };
  }

  notify<N extends NoticeName>(name: N, payload: NoticePayload<N>): void {
    // An ended socket would still carry frames to a client that keeps the transport under it open.
    if (!this.#socket.connected) return;
    // Typed by the notice table; socket.io cannot follow the correlation of name and payload through its overloads.
    (this.#socket.emit as (name: string, payload: unknown) => void)(name, payload);
  }

  /** For notices that are stale in a moment: left out when the client is not keeping up. */
  notifyVolatile<N extends NoticeName>(name: N, payload: NoticePayload<N>): void {
    if (!this.#slow()) this.notify(name, payload);
  }

  /** Tells the client why and ends the connection for good. Safe to call twice. */
  end(reason: EndReason): void {
    this.notify('connection.ended', { reason });
    // Not `disconnect(true)`: closing the transport at once would drop the notice.
    this.#socket.disconnect();
  }

  /** Ends the connection without a word: its own page has connected anew. */
  drop(): void {
    this.#socket.disconnect(true);
  }

  #snapshot(view: InterviewView): void {
    this.notify('interview.snapshot', this.resume(view));
  }

  #slow(): boolean {
    // engine.io counts what the transport has not taken yet, but keeps the field out of its types.
    const { writeBuffer } = this.#socket.conn as unknown as { writeBuffer: readonly unknown[] };
    return writeBuffer.length > MAX_PENDING_FRAMES;
  }

  #catchUpLater(view: InterviewView): void {
    if (this.#sent) this.#sent = { ...this.#sent, view };
    if (this.#behind) return;
    this.#behind = true;
    this.#socket.conn.once('drain', () => {
      this.#behind = false;
      if (this.#socket.connected && this.#sent) this.#snapshot(this.#sent.view);
    });
  }
}
