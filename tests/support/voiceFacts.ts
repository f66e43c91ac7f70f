import type { PeerId } from '../../shared/ids.ts';
import type { MediaPlane, RoomRef } from '../../shared/media/mediaPlane.ts';
import type { VoiceState } from '../../shared/media/voice.ts';
import { Changes } from './changes.ts';

/** A voice event of a media plane. Times are epoch milliseconds of this machine. */
export interface VoiceFact {
  state: VoiceState;
  sinceMs: number;
  toldMs: number;
}

const WAIT_MS = 20_000;

/** Voice events of one peer from now on. */
export class VoiceFacts implements Disposable {
  readonly all: VoiceFact[] = [];
  readonly #changes = new Changes();
  readonly #unsubscribe: () => void;

  constructor(plane: MediaPlane, room: RoomRef, peerId: PeerId) {
    this.#unsubscribe = plane.subscribe(event => {
      if (event.name !== 'peer.voice') return;
      const { room: where, peerId: who, state, agoMs } = event.payload;
      if (where.roomId !== room.roomId || who !== peerId) return;
      const toldMs = Date.now();
      this.all.push({ state, sinceMs: toldMs - agoMs, toldMs });
      this.#changes.tell();
    });
  }

  /** Waits for the first event of this state after this many others. */
  waitFor(state: VoiceState, after = 0, timeoutMs = WAIT_MS): Promise<VoiceFact> {
    return this.waitUntil(
      () => this.all.slice(after).find(fact => fact.state === state),
      `a voice that is ${state}`,
      timeoutMs,
    );
  }

  waitUntil<T>(look: () => T | undefined | false, what: string, timeoutMs = WAIT_MS): Promise<T> {
    return this.#changes.waitFor(look, {
      milliseconds: timeoutMs,
      complaint: () =>
        `There was no ${what}, only ${this.all.map(({ state }) => state).join(', ') || 'nothing'}.`,
    });
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
  }
}
