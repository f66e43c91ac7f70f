import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
/** The real clock, even where a test controls time. */
const realNow = performance.now.bind(performance);

/**
 * Polls `look` until it returns something that is neither undefined nor false, where no event tells: a
 * program's port, a process that has ended. `what` completes the error "Waited … in vain for".
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 20_000,
): Promise<T> {
  const giveUpAt = realNow() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (realNow() > giveUpAt) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await delay(LOOK_EVERY_MS);
  }
}
