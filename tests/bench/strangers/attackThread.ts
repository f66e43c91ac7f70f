import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** One request of an attacker. */
export interface AttackRequest {
  method: 'GET' | 'POST';
  path: string;
  /** Sent as JSON, or as a form if `form` is set. */
  body?: Readonly<Record<string, unknown>>;
  form?: true;
  headers?: Readonly<Record<string, string>>;
}

/** Requests that an attacker cycles through, bounded in count and time. */
export interface Attack {
  url: string;
  requests: readonly AttackRequest[];
  /** Number of concurrent requests. */
  atOnce: number;
  perSecond: number;
  most: number;
  seconds: number;
  /** Personal links whose pages answer the consent question continuously, as fast as one page may send requests. */
  consents?: readonly string[];
}

/** Number of requests by response: an HTTP status, or for consents `ok` or the error's code. */
export type AttackOutcome = Readonly<Record<string, number>>;

/** Runs an attack on a thread of its own, so that its work doesn't delay the probes of this process. */
export async function runAttack(attack: Attack): Promise<AttackOutcome> {
  const thread = new Worker(new URL('attackThreadMain.ts', import.meta.url), { workerData: attack });
  const [outcome] = await once(thread, 'message');
  await thread.terminate();
  return outcome as AttackOutcome;
}

export function outcomeText(outcome: AttackOutcome): string {
  const parts = Object.entries(outcome).map(([answer, count]) => `${count} x ${answer}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing was sent';
}
