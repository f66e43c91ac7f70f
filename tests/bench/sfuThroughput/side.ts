import type { types } from 'mediasoup';
import { z } from 'zod';
import type { RemoteTransport } from '../rtc/rtcEndpoint.ts';
import type { LoadPlan } from './load.ts';

/** Rooms under test, ours or bare ones, with everything in place but the packets. */
export interface Side {
  readonly plan: LoadPlan;
  readonly worker: types.Worker;
  /** Lets every receiver receive. Only of use when packets are flowing, as a layer is chosen from those that are there. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** A plan to be filled while the rooms are made. */
export function emptyPlan(): { senders: RemoteTransport[]; receivers: RemoteTransport[] } {
  return { senders: [], receivers: [] };
}

const Reachable = z.object({
  iceParameters: z.object({ usernameFragment: z.string(), password: z.string() }),
  iceCandidates: z.tuple([z.object({ address: z.string(), port: z.number() })], z.unknown()),
});

/** What a load needs to know of a transport. */
export function remoteOf(transport: unknown): RemoteTransport {
  const {
    iceParameters: { usernameFragment, password },
    iceCandidates: [{ address, port }],
  } = Reachable.parse(transport);
  return { usernameFragment, password, address, port };
}
