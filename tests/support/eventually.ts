import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
/** The real clock, even where a test controls time. */
const realNow = performance.now.bind(performance);

/**
 * Looks again and again until `look` returns something that is neither undefined nor false, for what cannot be waited for by an event: a
 * program's port, a process that is gone. `what` ends the sentence "waited in vain for …".
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
