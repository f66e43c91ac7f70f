import { z } from 'zod';
import type { ErrorReply } from '../errors.ts';
import { NodeId } from '../ids.ts';
import type { AnyMediaEvent } from './mediaPlane.ts';
import { RoomRef } from './mediaPlane.ts';

export const CONTROL_PATH = '/control';
/** Audience of the short-lived token with which a server connects (HS256 with MEDIA_SECRET). */
export const CONTROL_AUDIENCE = 'vivavoce-sfu';
export const CONTROL_TOKEN_LIFETIME_S = 60;
/** The error that an sfu returns to a server that expects a different node at its address. */
export const OTHER_NODE = 'other-node';
/** Large enough for a join that returns the RTP parameters of 200 consumers. */
export const CONTROL_FRAME_MAX_BYTES = 1024 * 1024;

/** The rooms of an sfu, sent to every server that connects. */
export const NodeState = z.strictObject({ nodeId: NodeId, rooms: z.array(RoomRef) });
export type NodeState = z.infer<typeof NodeState>;

export type ControlReply = { ok: true; result: unknown } | { ok: false; error: ErrorReply };

export interface ControlServerToClient {
  'node.state': (state: NodeState) => void;
  'media.event': (event: AnyMediaEvent) => void;
}
export interface ControlClientToServer {
  request: (name: string, params: unknown, acknowledge: (reply: ControlReply) => void) => void;
}

/** Redis set of the nodes' ids. Each node also has a key (`nodeKey`) that expires unless it is renewed. */
export const NODE_INDEX_KEY = 'vivavoce:sfu:nodes';
export const NODE_LEASE_MS = 4_500;
export const NODE_HEARTBEAT_MS = 1_500;

export function nodeKey(nodeId: NodeId): string {
  return `vivavoce:sfu:node:${nodeId}`;
}

export const NodeRegistration = z.strictObject({
  nodeId: NodeId,
  controlUrl: z.url().max(512),
  /** Number of open and expected transports. */
  load: z.number().nonnegative(),
  draining: z.boolean(),
});
export type NodeRegistration = z.infer<typeof NodeRegistration>;
