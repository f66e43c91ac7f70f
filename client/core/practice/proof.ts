import type { Challenge } from 'altcha-lib';
import { asAppError } from '../replies.ts';
import type { CallPractice } from './practiceApi.ts';

/** Time left to send a solution before its challenge expires. */
const SPARE_MS = 30_000;

interface PendingProof {
  proof: Promise<string>;
  /** Epoch milliseconds. */
  expiresAt: number;
}

type Solve = (challenge: Challenge) => Promise<string>;

/**
 * Solves the proof of work that keeps bots out of practice, in a worker while the person reads. Each proof is valid for one start and is
 * replaced before it expires.
 */
export class Proof {
  readonly #ask: CallPractice;
  readonly #solve: Solve;
  #pending: Promise<PendingProof> | undefined;

  constructor(ask: CallPractice, solve: Solve = solveBeside) {
    this.#ask = ask;
    this.#solve = solve;
  }

  /** Starts solving. Failures are ignored here; `take()` retries and reports them. */
  prepare(): void {
    this.#pending ??= this.#start();
    this.#pending.catch(() => {
      this.#pending = undefined;
    });
  }

  /** Returns an unused proof. */
  async take(): Promise<string> {
    const pending = await this.#pending?.catch(() => undefined);
    const fresh = pending && pending.expiresAt - SPARE_MS > Date.now() ? pending : await this.#start();
    this.#pending = undefined;
    return await fresh.proof;
  }

  async #start(): Promise<PendingProof> {
    const { challenge } = await this.#ask('practice.challenge', {});
    // Passed on unread; the worker validates what it needs.
    const known = challenge as unknown as Challenge;
    const expiresAt = (known.parameters?.expiresAt ?? Number.POSITIVE_INFINITY) * 1_000;
    const proof = this.#solve(known);
    // `take()` reports the error.
    proof.catch(() => undefined);
    return { proof, expiresAt };
  }
}

/** Calls `start` with a proof. Retries once with a new proof if the server refuses the proof, for example because it has expired. */
export async function withProof<T>(proof: Proof, start: (proof: string) => Promise<T>): Promise<T> {
  try {
    return await start(await proof.take());
  } catch (thrown) {
    const { code, details } = asAppError(thrown);
    if (code !== 'invalid' || details?.field !== 'proof') throw thrown;
    return await start(await proof.take());
  }
}

/** Solves in a worker to keep the page responsive, or in the page if workers aren't available. */
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
