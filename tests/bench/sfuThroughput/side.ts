import type { types } from 'mediasoup';
import { z } from 'zod';
import type { RemoteTransport } from '../rtc/rtcEndpoint.ts';
import type { LoadPlan } from './load.ts';

/** Rooms under test, ours or bare ones, ready for packets. */
export interface Side {
  readonly plan: LoadPlan;
  readonly worker: types.Worker;
  /** Resumes every receiver. Call only while packets are flowing, because a layer is chosen from those present. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** A plan to fill while the rooms are created. */
export function emptyPlan(): { senders: RemoteTransport[]; receivers: RemoteTransport[] } {
  return { senders: [], receivers: [] };
}

const Reachable = z.object({
  iceParameters: z.object({ usernameFragment: z.string(), password: z.string() }),
  iceCandidates: z.tuple([z.object({ address: z.string(), port: z.number() })], z.unknown()),
});

/** The connection data of a transport for a load. */
export function remoteOf(transport: unknown): RemoteTransport {
  const {
    iceParameters: { usernameFragment, password },
    iceCandidates: [{ address, port }],
  } = Reachable.parse(transport);
  return { usernameFragment, password, address, port };
}
