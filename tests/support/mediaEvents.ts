import type { RoomId } from '../../shared/ids.ts';
import type { AnyMediaEvent, MediaEvent, MediaEventName, MediaPlane } from '../../shared/media/mediaPlane.ts';
import { Changes } from './changes.ts';

const WAIT_MS = 20_000;

type Condition<N extends MediaEventName> = (payload: MediaEvent<N>) => boolean;

/** All events of a media plane since creation, optionally of one room. */
export class MediaEvents implements Disposable {
  readonly all: AnyMediaEvent[] = [];
  readonly #changes = new Changes();
  readonly #unsubscribe: () => void;

  constructor(plane: MediaPlane, roomId?: RoomId) {
    this.#unsubscribe = plane.subscribe(event => {
      const { payload } = event;
      if (roomId !== undefined && 'room' in payload && payload.room.roomId !== roomId) return;
      this.all.push(event);
      this.#changes.tell();
    });
  }

  /** Waits for the first such event, past events included. */
  waitFor<N extends MediaEventName>(
    name: N,
    fits: Condition<N> = () => true,
    timeoutMs = WAIT_MS,
  ): Promise<MediaEvent<N>> {
    return this.#changes.waitFor(() => this.of(name).find(fits), {
      milliseconds: timeoutMs,
      complaint: () => `No such ${name}; there were ${this.#summary()}.`,
    });
  }

  of<N extends MediaEventName>(name: N): MediaEvent<N>[] {
    return this.all.filter(event => event.name === name).map(event => event.payload as MediaEvent<N>);
  }

  forget(): void {
    this.all.length = 0;
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
  }

  #summary(): string {
    return [...new Set(this.all.map(({ name }) => name))].join(', ') || 'none';
  }
}
