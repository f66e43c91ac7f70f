import type { Span } from '../../../shared/recording/finished.ts';
import { Disposables } from '../disposables.ts';
import type { ReviewSession } from '../review/reviewSession.ts';
import { Store } from '../store.ts';

type Session = Pick<ReviewSession, 'player' | 'position'>;

/** Plays one part of a recording and stops at its end. `close()` leaves the session open. */
export class SpanPlayer {
  readonly span = new Store<Span | undefined>(undefined);
  readonly #session: Session;
  readonly #disposables = new Disposables();

  constructor(session: Session) {
    this.#session = session;
    this.#disposables.add(session.position.subscribe(() => this.#keepWithin()));
    this.#disposables.add(session.player.subscribe(() => this.span.set(undefined)));
  }

  play(span: Span): void {
    const player = this.#session.player.get();
    if (!player) return;
    player.pause();
    player.seekTo(span.fromMs);
    this.span.set(span);
    player.play();
  }

  get position(): Store<number> {
    return this.#session.position;
  }

  stop(): void {
    this.span.set(undefined);
    this.#session.player.get()?.pause();
  }

  close(): void {
    this.#disposables.dispose();
  }

  #keepWithin(): void {
    const span = this.span.get();
    const player = this.#session.player.get();
    if (!span || !player) return;
    const at = player.position.get();
    // Lets the user play on freely after a pause or a move to an earlier position.
    if (!player.wantsToPlay || at < span.fromMs - 500) this.span.set(undefined);
    else if (at >= span.toMs) this.stop();
  }
}
