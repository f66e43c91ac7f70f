import { setTimeout as delay } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';

/** Sockets that all receive one change. */
export interface Room {
  sockets: readonly Socket[];
  /** Name of the notice that a change causes. */
  notice: string;
  /** Resolves with the next change as soon as the rate limits allow it. */
  turn(): Promise<() => Promise<void>>;
}

export interface Spread {
  /** From a change's request to its notice at one socket. */
  latenciesMs: number[];
  /** Notices that timed out. */
  missing: number;
  /** Notices received per second, over the whole run. */
  perSecond: number;
}

const ARRIVAL_TIMEOUT_MS = 10_000;

/** Changes each room once a second, at its own offset. */
export async function spreadAtPace(rooms: readonly Room[], seconds: number): Promise<Spread> {
  return await spread(rooms, async (room, index, run) => {
    const offsetMs = (index / rooms.length) * 1_000;
    for (let second = 0; second < seconds; second += 1) {
      // The pace is part of the measurement, so this waits for time.
      await delay(Math.max(0, run.startedAt + offsetMs + second * 1_000 - performance.now()));
      await changeOnce(room, run);
    }
  });
}

/** Changes each room again as soon as all of its sockets have the previous change. */
export async function spreadAtWill(rooms: readonly Room[], seconds: number): Promise<Spread> {
  return await spread(rooms, async (room, _index, run) => {
    while (performance.now() - run.startedAt < seconds * 1_000) await changeOnce(room, run);
  });
}

interface Run extends Omit<Spread, 'perSecond'> {
  startedAt: number;
}

async function spread(
  rooms: readonly Room[],
  play: (room: Room, index: number, run: Run) => Promise<void>,
): Promise<Spread> {
  const run: Run = { latenciesMs: [], missing: 0, startedAt: performance.now() };
  await Promise.all(rooms.map((room, index) => play(room, index, run)));
  const seconds = (performance.now() - run.startedAt) / 1_000;
  return { ...run, perSecond: run.latenciesMs.length / seconds };
}

async function changeOnce(room: Room, run: Run): Promise<void> {
  const change = await room.turn();
  const sentAt = performance.now();
  const waiting = new AbortController();
  const late = delay(ARRIVAL_TIMEOUT_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
  let arrived = 0;
  const arrivals = room.sockets.map(
    socket =>
      new Promise<void>(resolve => {
        socket.once(room.notice, () => {
          run.latenciesMs.push(performance.now() - sentAt);
          arrived += 1;
          resolve();
        });
      }),
  );
  await change();
  await Promise.race([Promise.all(arrivals), late]);
  waiting.abort();
  run.missing += room.sockets.length - arrived;
}
