import { setTimeout as delay } from 'node:timers/promises';

/** Below the rate limit per page: 30 requests a second over ten seconds. */
const PER_PERSON_MS = 40;

/**
 * Rotates through people, each no faster than the rate limit allows, so that the server's speed is measured. Resolves with the next person
 * when it is their turn.
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
