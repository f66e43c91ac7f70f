import { setTimeout as delay } from 'node:timers/promises';
import type { NetworkConditions } from '../../support/lossyRelay.ts';
import { type Beacon, GREEN, RED } from '../../support/oracle/beacon.ts';
import type { Disturbance } from '../../support/oracle/callReport.ts';
import type { RecordedRoom } from '../../support/oracle/RecordedRoom.ts';

export const CAST: readonly Beacon[] = [RED, GREEN];

/** Conditions of a recorded call of `seconds`. */
export interface Condition {
  name: string;
  network: NetworkConditions;
  act(room: RecordedRoom, seconds: number): Promise<Disturbance[]>;
  /** True when the composed file is measured as well. */
  composed?: boolean;
}

const wait = (seconds: number) => delay(seconds * 1_000);
/** From an action to its effect in a page or in the media server. */
export const REACTION_MS = 400;
const STALL_SECONDS = 3;
const DROP_SECONDS = 5;

async function nothing(_: RecordedRoom, seconds: number): Promise<Disturbance[]> {
  await wait(seconds);
  return [];
}

function both(beacon: Beacon, span: Omit<Disturbance, 'beacon' | 'kind'>): Disturbance[] {
  return [
    { beacon: beacon.name, kind: 'flash', ...span },
    { beacon: beacon.name, kind: 'beep', ...span },
  ];
}

/** The rows of the table in `media.md`, section 4, that only need a media server. */
export const CONDITIONS: readonly Condition[] = [
  { name: 'no loss', network: {}, act: nothing, composed: true },
  { name: '5% loss', network: { lossShare: 0.05, delayMs: 10 }, act: nothing, composed: true },
  { name: '15% loss', network: { lossShare: 0.15, delayMs: 10 }, act: nothing, composed: true },
  { name: 'reordering', network: { lossShare: 0.01, delayMs: 20, jitterMs: 40 }, act: nothing },
  {
    name: 'layer switch',
    network: {},
    async act(room, seconds) {
      await wait(seconds / 3);
      await room.sendLayers(RED, 1);
      await wait(seconds / 3);
      await room.sendLayers(RED, 2);
      await wait(seconds / 3);
      return [];
    },
  },
  {
    name: 'mute',
    network: { lossShare: 0.02 },
    composed: true,
    async act(room, seconds) {
      await wait(seconds / 3);
      const from = Date.now();
      await room.setMuted(RED, true);
      const silentFrom = Date.now();
      await wait(seconds / 3);
      const silentTo = Date.now();
      await room.setMuted(RED, false);
      const to = Date.now() + REACTION_MS;
      await wait(seconds / 3);
      return [{ beacon: RED.name, kind: 'beep', from, to, silentFrom, silentTo }];
    },
  },
  {
    name: 'capture stall',
    network: {},
    async act(room, seconds) {
      await wait(seconds / 2);
      const from = Date.now();
      await room.stall(RED);
      await wait(STALL_SECONDS);
      await room.goOn(RED);
      // Sound starts again with the next whole second.
      const to = Date.now() + REACTION_MS + 1_000;
      await wait(seconds / 2 - STALL_SECONDS);
      return both(RED, { from, to, isOutOfTime: true });
    },
  },
  {
    name: '5 s drop',
    network: {},
    composed: true,
    async act(room, seconds) {
      await wait(seconds / 2);
      const from = Date.now();
      room.relay.cut();
      await wait(DROP_SECONDS);
      room.relay.restore();
      const to = Date.now() + REACTION_MS;
      await wait(seconds / 2 - DROP_SECONDS);
      return CAST.flatMap(beacon => both(beacon, { from, to }));
    },
  },
  {
    name: 'worker kill',
    network: {},
    composed: true,
    async act(room, seconds) {
      await wait(seconds / 2);
      const from = Date.now();
      await room.loseWorker();
      const to = Date.now() + REACTION_MS;
      await wait(seconds / 2);
      return CAST.flatMap(beacon => both(beacon, { from, to }));
    },
  },
];
