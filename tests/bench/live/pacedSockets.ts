import { setTimeout as delay } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';

export interface PacedRun {
  /** From the request to its response; a missing response counts with its timeout. */
  latenciesMs: number[];
  refused: number;
  unanswered: number;
}

const ANSWER_TIMEOUT_MS = 10_000;
/** Length of a slot: the load waits for time to keep its pace. */
const PACE_MS = 1;

/**
 * Sends a request per socket and second, each at its own offset, whether or not the previous one was answered, so that slow responses don't
 * reduce the load.
 */
export async function runPaced(
  sockets: readonly Socket[],
  seconds: number,
  send: (socket: Socket, round: number) => Promise<boolean>,
): Promise<PacedRun> {
  const run: PacedRun = { latenciesMs: [], refused: 0, unanswered: 0 };
  const answers: Promise<void>[] = [];
  const total = sockets.length * seconds;
  const startedAt = performance.now();
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, ((performance.now() - startedAt) / 1_000) * sockets.length);
    for (; sent < due; sent += 1) {
      const socket = sockets[sent % sockets.length];
      if (socket) answers.push(measure(run, () => send(socket, Math.floor(sent / sockets.length))));
    }
    await delay(PACE_MS);
  }
  await Promise.all(answers);
  return run;
}

async function measure(run: PacedRun, send: () => Promise<boolean>): Promise<void> {
  const sentAt = performance.now();
  try {
    const accepted = await send();
    if (accepted) run.latenciesMs.push(performance.now() - sentAt);
    else run.refused += 1;
  } catch {
    run.unanswered += 1;
    run.latenciesMs.push(performance.now() - sentAt);
  }
}

/** Resolves with the acknowledged value; rejects on a timeout. */
export function ask(socket: Socket, name: string, frame: unknown): Promise<unknown> {
  return socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(name, frame);
}
