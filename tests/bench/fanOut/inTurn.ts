import { setTimeout as delay } from 'node:timers/promises';

/** Below what the server lets one page ask for, which is 30 requests a second over ten seconds. */
const PER_PERSON_MS = 40;

/**
 * People one after the other, each no more often than the server takes requests from one: what is measured is how fast it carries them
 * out. Resolves with the next of them as soon as it is their turn.
 */
export function inTurn<T>(people: readonly T[]): () => Promise<T> {
  const freeAt = people.map(() => 0);
  let turn = 0;
  return async () => {
    const index = turn++ % people.length;
    const person = people[index];
    if (person === undefined) throw new Error('There are no people to take turns.');
    const waitMs = (freeAt[index] ?? 0) - performance.now();
    if (waitMs > 0) await delay(waitMs);
    freeAt[index] = performance.now() + PER_PERSON_MS;
    return person;
  };
}
