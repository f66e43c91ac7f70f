import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** One request as an attacker sends it. */
export interface AttackRequest {
  method: 'GET' | 'POST';
  path: string;
  /** Sent as JSON, or as a form where `form` is set. */
  body?: Readonly<Record<string, unknown>>;
  form?: true;
  headers?: Readonly<Record<string, string>>;
}

/** What an attacker sends in turn, bounded in count and time. */
export interface Attack {
  url: string;
  requests: readonly AttackRequest[];
  /** Requests that wait for their answer at the same time. */
  atOnce: number;
  perSecond: number;
  most: number;
  seconds: number;
  /** Personal links whose pages answer the consent question all the while, as fast as one page may ask. */
  consents?: readonly string[];
}

/** How many requests got which answer: an HTTP status, or for consents `ok` or the error's code. */
export type AttackOutcome = Readonly<Record<string, number>>;

/** Runs an attack in a thread of its own, so that its work does not delay the probes of this process. */
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
