import type { Challenge } from 'altcha-lib';
import { asAppError } from '../replies.ts';
import type { CallPractice } from './practiceApi.ts';

/** A solution is used only if its challenge stays valid for longer than this, because sending takes time. */
const SPARE_MS = 30_000;

type PendingProof = { proof: Promise<string>; expiresAt: number };
type Solve = (challenge: Challenge) => Promise<string>;

/** Solves a proof of work, which keeps bots out, while the person reads. Each proof is valid once. */
export class Proof {
  readonly #ask: CallPractice;
  readonly #solve: Solve;
  #pending: Promise<PendingProof> | undefined;

  constructor(ask: CallPractice, solve: Solve = solveInWorker) {
    this.#ask = ask;
    this.#solve = solve;
  }

  /** Starts solving early. Ignores failures, because `take()` retries and reports them. */
  prepare(): void {
    this.#pending ??= this.#start();
    this.#pending.catch(() => {
      this.#pending = undefined;
    });
  }

  async take(): Promise<string> {
    const pending = await this.#pending?.catch(() => undefined);
    const fresh = pending && pending.expiresAt - SPARE_MS > Date.now() ? pending : await this.#start();
    this.#pending = undefined;
    return await fresh.proof;
  }

  async #start(): Promise<PendingProof> {
    const { challenge } = await this.#ask('practice.challenge', {});
    // The worker checks the parts of the challenge that it uses.
    const known = challenge as unknown as Challenge;
    const expiresAt = (known.parameters?.expiresAt ?? Number.POSITIVE_INFINITY) * 1_000;
    const proof = this.#solve(known);
    proof.catch(() => undefined);
    return { proof, expiresAt };
  }
}

/** Calls `start` with a proof. If the server refuses that proof, calls it again with a new one. */
export async function withProof<T>(proof: Proof, start: (proof: string) => Promise<T>): Promise<T> {
  try {
    return await start(await proof.take());
  } catch (thrown) {
    const { code, details } = asAppError(thrown);
    if (code !== 'invalid' || details?.field !== 'proof') throw thrown;
    return await start(await proof.take());
  }
}

/** Solves the challenge in a worker, or in the page if workers aren't available. */
function solveInWorker(challenge: Challenge): Promise<string> {
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
