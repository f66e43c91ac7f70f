import { type Challenge, type DeriveKeyFunction, solveChallenge } from 'altcha-lib';
import { deriveKey as pbkdf2 } from 'altcha-lib/algorithms/web/pbkdf2';
import { deriveKey as sha } from 'altcha-lib/algorithms/web/sha';

/** Solves the challenge and returns the proof as base64-encoded JSON. Slow on purpose, to keep bots out. */
export async function proofOf(challenge: Challenge): Promise<string> {
  const { algorithm } = challenge.parameters;
  const deriveKey: DeriveKeyFunction = algorithm.startsWith('PBKDF2/') ? pbkdf2 : sha;
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('The proof took too long.');
  return btoa(JSON.stringify({ challenge, solution }));
}
