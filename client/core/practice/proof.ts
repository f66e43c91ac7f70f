import type { Challenge } from 'altcha-lib';
import { asAppError } from '../replies.ts';
import type { AskPractice } from './practiceApi.ts';

/** Before a challenge ends there must be time to send what was solved, in milliseconds. */
const SPARE_MS = 30_000;

interface Begun {
  proof: Promise<string>;
  /** Epoch milliseconds. */
  expiresAt: number;
}

type Solve = (challenge: Challenge) => Promise<string>;

/**
 * The proof that a browser has spent a moment, which keeps programs from filling the house. It is worked out beside the page while a person
 * reads, each is good for one start, and one that is about to expire is replaced by another.
 */
export class Proof {
  readonly #ask: AskPractice;
  readonly #solve: Solve;
  #begun: Promise<Begun> | undefined;

  constructor(ask: AskPractice, solve: Solve = solveBeside) {
    this.#ask = ask;
    this.#solve = solve;
  }

  /** Begins to work. What fails now is tried again, and told, when the proof is wanted. */
  prepare(): void {
    this.#begun ??= this.#begin();
    this.#begun.catch(() => {
      this.#begun = undefined;
    });
  }

  /** A proof that has not been used. */
  async take(): Promise<string> {
    const begun = await this.#begun?.catch(() => undefined);
    const fresh = begun && begun.expiresAt - SPARE_MS > Date.now() ? begun : await this.#begin();
    this.#begun = undefined;
    return await fresh.proof;
  }

  async #begin(): Promise<Begun> {
    const { challenge } = await this.#ask('practice.challenge', {});
    // The page passes it on as it is; the worker reads what it needs.
    const known = challenge as unknown as Challenge;
    const expiresAt = (known.parameters?.expiresAt ?? Number.POSITIVE_INFINITY) * 1_000;
    const proof = this.#solve(known);
    // Told where it is taken.
    proof.catch(() => undefined);
    return { proof, expiresAt };
  }
}

/**
 * Starts something with a proof. Where the server refuses the proof alone, as one that has expired on the way, it is tried once more with another
 * one.
 */
export async function withProof<T>(proof: Proof, start: (proof: string) => Promise<T>): Promise<T> {
  try {
    return await start(await proof.take());
  } catch (thrown) {
    const { code, details } = asAppError(thrown);
    if (code !== 'invalid' || details?.field !== 'proof') throw thrown;
    return await start(await proof.take());
  }
}

/** In a worker, so that the page stays as quick as it was; in the page itself where the browser gives no worker. */
function solveBeside(challenge: Challenge): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const worker = new Worker(new URL('./proofWorker.ts', import.meta.url), { type: 'module' });
    const end = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    worker.addEventListener('message', ({ data }: MessageEvent<string>) => end(() => resolve(data)));
    worker.addEventListener('error', event => end(() => reject(new Error(event.message))));
    worker.postMessage(challenge);
  }).catch(async () => (await import('./proofOf.ts')).proofOf(challenge));
}
