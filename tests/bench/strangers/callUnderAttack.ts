import { readFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { LiveInterviews } from '../live/liveInterviews.ts';
import { ask, runPaced } from '../live/pacedSockets.ts';
import type { PracticeServer } from '../practice/practiceServer.ts';
import { PracticingCrowd } from '../practice/practicingCrowd.ts';

const LIVEZ_EVERY_MS = 20;
const LIVEZ_TIMEOUT_MS = 10_000;
/** Each sends a message per second, the limit per person. */
const CHATTING = 10;

/** What uninvolved people noticed during a period. */
export interface Noticed {
  livezMs: number[];
  chatMs: number[];
  chatRefused: number;
  lateMs: number;
  /** Cores used by the server's main thread. A low value together with long waits means other processes kept the CPU busy. */
  mainCores: number;
  /** Seconds for which the server's main thread was runnable and waited for a processor. */
  delayedS: number;
}

/** An interview that the virtual recruiter conducts and records, and a live call whose people chat. Ends with `[Symbol.asyncDispose]()`. */
export class CallUnderAttack implements AsyncDisposable {
  readonly #server: PracticeServer;
  readonly #crowd: PracticingCrowd;
  readonly #live: LiveInterviews;

  static async open(server: PracticeServer): Promise<CallUnderAttack> {
    await using parts = new AsyncDisposableStack();
    const crowd = parts.use(await PracticingCrowd.open(server, 1, true));
    const live = await LiveInterviews.open({
      owner: server.owner,
      count: 1,
      roles: Array.from({ length: CHATTING }, () => 'interviewer' as const),
      onProgress: () => {},
    });
    parts.defer(() => live[Symbol.dispose]());
    for (const socket of live.sockets) await ask(socket, 'seat.enter', { commandId: uuidv7(), params: {} });
    parts.move();
    return new CallUnderAttack(server, crowd, live);
  }

  private constructor(server: PracticeServer, crowd: PracticingCrowd, live: LiveInterviews) {
    this.#server = server;
    this.#crowd = crowd;
    this.#live = live;
  }

  /** Probes for this long while `task` runs, and waits for `task`. */
  async notice<T>(seconds: number, task: () => Promise<T>): Promise<{ noticed: Noticed; result: T }> {
    const { pid } = this.#server.process.program;
    const delayedBefore = delayedSeconds(pid);
    const measured = await Promise.all([
      livezTimes(this.#server.url, seconds),
      runPaced(this.#live.sockets, seconds, async socket => {
        const params = { text: 'Can you hear me?' };
        const reply = await ask(socket, 'chat.send', { commandId: uuidv7(), params });
        return (reply as { ok: boolean }).ok;
      }),
      this.#crowd.measure(() => delay(seconds * 1_000)),
      task(),
    ]);
    const [livezMs, chat, { lateMs, mainCores }, result] = measured;
    return {
      noticed: {
        livezMs,
        chatMs: chat.latenciesMs,
        chatRefused: chat.refused,
        lateMs,
        mainCores,
        delayedS: delayedSeconds(pid) - delayedBefore,
      },
      result,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#live[Symbol.dispose]();
    await this.#crowd[Symbol.asyncDispose]();
  }
}

/** Polls at a steady pace, whether or not the previous request was answered. */
async function livezTimes(url: string, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const asked: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let number = 0; number < (seconds * 1_000) / LIVEZ_EVERY_MS; number += 1) {
    await delay(Math.max(0, startedAt + number * LIVEZ_EVERY_MS - performance.now()));
    const time = livezTime(url, agent);
    // Awaited below; avoids an unhandled rejection until then.
    time.catch(() => {});
    asked.push(time);
  }
  const times = await Promise.all(asked);
  agent.destroy();
  return times;
}

function livezTime(url: string, agent: Agent, sentAt = performance.now()): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest(`${url}/livez`, { agent, timeout: LIVEZ_TIMEOUT_MS }, response => {
      response.resume();
      response.once('end', () => resolve(performance.now() - sentAt));
    });
    // A timeout counts with the whole waiting time.
    sending.once('timeout', () => {
      resolve(performance.now() - sentAt);
      sending.destroy();
    });
    sending.once('error', error => {
      // The server closes idle connections, possibly just when one is reused.
      if (sending.reusedSocket) livezTime(url, agent, sentAt).then(resolve, reject);
      else reject(error);
    });
    sending.end();
  });
}

/** From the kernel: the second number is the time on the run queue, in nanoseconds. */
function delayedSeconds(pid: number): number {
  const [, delayedNs] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'latin1').split(' ');
  return Number(delayedNs) / 1e9;
}
