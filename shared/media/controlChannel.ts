import { z } from 'zod';
import type { ErrorReply } from '../errors.ts';
import { NodeId } from '../ids.ts';
import type { AnyMediaEvent } from './mediaPlane.ts';
import { RoomRef } from './mediaPlane.ts';

/** Between a server and an sfu that runs apart: a socket per pair, opened by the server. */
export const CONTROL_PATH = '/control';
/** The audience of the short-lived token a server shows; signed (HS256) with MEDIA_SECRET, which itself never travels. */
export const CONTROL_AUDIENCE = 'vivavoce-sfu';
export const CONTROL_TOKEN_LIFETIME_S = 60;
/** The refusal of an sfu at whose address another one was looked for: that one is gone, and its port was free for this one. */
export const OTHER_NODE = 'other-node';
/** A join's answer may carry the RTP parameters of two hundred consumers; clips and recordings come in parts of a quarter of this. */
export const CONTROL_FRAME_MAX_BYTES = 1024 * 1024;

/** What an sfu says of itself to every server that connects: the truth about which rooms live. */
export const NodeState = z.strictObject({ nodeId: NodeId, rooms: z.array(RoomRef) });
export type NodeState = z.infer<typeof NodeState>;

export type ControlReply = { ok: true; result: unknown } | { ok: false; error: ErrorReply };

/** socket.io event maps. */
export interface ControlServerToClient {
  'node.state': (state: NodeState) => void;
  'media.event': (event: AnyMediaEvent) => void;
}
export interface ControlClientToServer {
  request: (name: string, params: unknown, acknowledge: (reply: ControlReply) => void) => void;
}

/** How an sfu is found: a key of its own that runs out unless it is renewed, and a set with the ids of all. */
export const NODE_INDEX_KEY = 'vivavoce:sfu:nodes';
export const NODE_LEASE_MS = 4_500;
export const NODE_HEARTBEAT_MS = 1_500;

export function nodeKey(nodeId: NodeId): string {
  return `vivavoce:sfu:node:${nodeId}`;
}

export const NodeRegistration = z.strictObject({
  nodeId: NodeId,
  controlUrl: z.url().max(512),
  /** Open transports and those to be expected; comparable between nodes. */
  load: z.number().nonnegative(),
  /** Takes no new rooms. */
  draining: z.boolean(),
});
export type NodeRegistration = z.infer<typeof NodeRegistration>;
