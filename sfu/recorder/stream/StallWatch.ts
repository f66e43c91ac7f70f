/** The sender's clock stood still, or nearly so, while no packet came. */
export interface Stall {
  /** RTP time of the first packet after it. */
  readonly ticks: number;
  /** When that one came. */
  readonly arrivedAtMs: number;
  readonly waitedMs: number;
  readonly advancedMs: number;
}

/** What follows a wait. */
interface Suspicion {
  readonly stall: Stall;
  /** The least delay of the packets before it, and of those after it so far. */
  readonly delayBeforeMs: number;
  delayAfterMs: number;
}

/** A shorter wait is jitter. */
const WAIT_MIN_MS = 300;
/** Less than this no one sees or hears. */
const LAG_MIN_MS = 200;
/** A network that held packets up delivers them all at once within this time; a sender whose clock stood still never catches up. */
const PROOF_MS = 2_000;

/** Whether a packet came so long after the one before that its sender, or the network, may have stood still. */
export function isWait(waitedMs: number, advancedMs: number): boolean {
  return waitedMs >= WAIT_MIN_MS && waitedMs - advancedMs >= LAG_MIN_MS;
}

/**
 * Tells a sender that stood still from a network that did: media comes late after both, but for good only after the first. One wait at a
 * time. Pure.
 */
export class StallWatch {
  #suspicion: Suspicion | undefined;

  /** A packet that came after a wait. It is also the first that is taken after it. */
  suspect(stall: Stall, delayBeforeMs: number): void {
    this.#suspicion = { stall, delayBeforeMs, delayAfterMs: Number.POSITIVE_INFINITY };
  }

  /** Every packet. Returns a stall as soon as there is no doubt. */
  take(delayMs: number, arrivedAtMs: number): ReturnType<StallWatch['conclude']> {
    const suspicion = this.#suspicion;
    if (!suspicion) return undefined;
    suspicion.delayAfterMs = Math.min(suspicion.delayAfterMs, delayMs);
    const isOver = !hasLag(suspicion) || arrivedAtMs - suspicion.stall.arrivedAtMs >= PROOF_MS;
    return isOver ? this.conclude() : undefined;
  }

  /** What is to be said of the last wait as far as is known, with the least delay since: another wait begins, or no more packets come. */
  conclude(): { stall: Stall; delayMs: number } | undefined {
    const suspicion = this.#suspicion;
    this.#suspicion = undefined;
    return suspicion && hasLag(suspicion)
      ? { stall: suspicion.stall, delayMs: suspicion.delayAfterMs }
      : undefined;
  }
}

function hasLag({ delayAfterMs, delayBeforeMs }: Suspicion): boolean {
  return delayAfterMs - delayBeforeMs >= LAG_MIN_MS;
}
