import type { Challenge } from 'altcha-lib';
import { asAppError } from '../replies.ts';
import type { CallPractice } from './practiceApi.ts';

/** A solution is used only if its challenge stays valid for longer than this, because sending takes time. */
const SPARE_MS = 30_000;

type PendingProof = { proof: Promise<string>; expiresAt: number };

interface Solver {
  solve: (challenge: Challenge) => Promise<string>;
  stop: () => void;
}

/** Solves a proof of work, which keeps bots out, while the person reads. Each proof is valid once. */
export class Proof {
  readonly #ask: CallPractice;
  readonly #startSolver: () => Solver;
  /** The challenge that came with the page, until it is used. */
  #first: object | undefined;
  #pending: Promise<PendingProof> | undefined;

  constructor(ask: CallPractice, startSolver: () => Solver = startWorker, first?: object) {
    this.#ask = ask;
    this.#startSolver = startSolver;
    this.#first = first;
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
    // The solver loads while the challenge is requested.
    const solver = this.#startSolver();
    const first = this.#first;
    this.#first = undefined;
    const asked = () =>
      this.#ask('practice.challenge', {}).catch(error => {
        solver.stop();
        throw error;
      });
    // The worker checks the parts of the challenge that it uses.
    const known = (first ?? (await asked()).challenge) as Challenge;
    const expiresAt = (known.parameters?.expiresAt ?? Number.POSITIVE_INFINITY) * 1_000;
    const proof = solver.solve(known);
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

/** Starts a worker that solves a challenge. Without workers, the page solves it. */
export function startWorker(): Solver {
  let worker: Worker | undefined;
  const solved = new Promise<string>((resolve, reject) => {
    worker = new Worker(new URL('./proofWorker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<string>) => resolve(data));
    worker.addEventListener('error', event => reject(new Error(event.message)));
  });
  solved.catch(() => undefined);
  const stop = () => worker?.terminate();
  return {
    solve: challenge => {
      worker?.postMessage(challenge);
      return solved.catch(async () => (await import('./proofOf.ts')).proofOf(challenge)).finally(stop);
    },
    stop,
  };
}
