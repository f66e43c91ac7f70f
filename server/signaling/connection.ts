import type { Socket } from 'socket.io';
import type { SeatId } from '../../shared/ids.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { diff } from '../../shared/protocol/mergePatch.ts';
import type { EndReason, NoticeName, NoticePayload } from '../../shared/protocol/notices.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../../shared/protocol/requests.ts';
import type { Identity } from './identity.ts';

export type ClientSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** A client with more unread frames gets no patches until it has read them. Then it gets the whole view. */
const MAX_PENDING_FRAMES = 64;

/** A live socket. Remembers the client's view, so that changes are sent as numbered patches. */
export class Connection {
  readonly identity: Identity;
  readonly #socket: ClientSocket;
  #sent: { view: InterviewView; version: number } | undefined;
  #behind = false;
  #getsUpdates = false;

  constructor(socket: ClientSocket, identity: Identity) {
    this.#socket = socket;
    this.identity = identity;
  }

  /** True when this client's view shows the seat. Notices must not mention seats that the view hides. */
  knows(seatId: SeatId): boolean {
    return this.#sent?.view.seats[seatId] !== undefined;
  }

  /** True when the view sent to the client shows the page's seat in the room. */
  get inside(): boolean {
    const view = this.#sent?.view;
    return view?.ownSeatId !== undefined && view.seats[view.ownSeatId]?.presence === 'inside';
  }

  get hasView(): boolean {
    return this.#sent !== undefined;
  }

  /** Lets `update` send views. Call this once the arrival is logged. */
  startUpdates(): void {
    this.#getsUpdates = true;
  }

  update(view: InterviewView): void {
    if (this.#getsUpdates) this.show(view);
  }

  /** Sends a patch, or the whole view the first time. */
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

  resume(view: InterviewView): { version: number; view: InterviewView; serverTime: number } {
    this.#sent = { view, version: (this.#sent?.version ?? 0) + 1 };
    return { version: this.#sent.version, view, serverTime: Date.now() };
  }

  notify<N extends NoticeName>(name: N, payload: NoticePayload<N>): void {
    // socket.io would still send on an ended socket whose transport is open.
    if (!this.#socket.connected) return;
    // socket.io's overloads cannot express that the payload depends on the name.
    (this.#socket.emit as (name: string, payload: unknown) => void)(name, payload);
  }

  /** Like `notify`, but drops the notice when the client is slow. */
  notifyVolatile<N extends NoticeName>(name: N, payload: NoticePayload<N>): void {
    if (!this.#slow()) this.notify(name, payload);
  }

  /** Tells the client why the connection ends, so that it does not reconnect. Safe to call twice. */
  end(reason: EndReason): void {
    this.notify('connection.ended', { reason });
    // `disconnect(true)` would drop the notice.
    this.#socket.disconnect();
  }

  /** Disconnects without a reason, so that the client may reconnect. */
  drop(): void {
    this.#socket.disconnect(true);
  }

  #snapshot(view: InterviewView): void {
    this.notify('interview.snapshot', this.resume(view));
  }

  #slow(): boolean {
    // `writeBuffer` is missing in engine.io's types.
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
