import type { ErrorReply } from '../errors.ts';
import type { NoticeName, NoticePayload } from './notices.ts';
import type { RequestEnvelope, RequestName, RequestResult } from './requests.ts';

/** How every request is answered. */
export type Reply<R> = { ok: true; result: R } | { ok: false; error: ErrorReply };

/** socket.io event maps, derived from the tables. */
export type ClientToServerEvents = {
  [N in RequestName]: (
    envelope: RequestEnvelope,
    acknowledge: (reply: Reply<RequestResult<N>>) => void,
  ) => void;
};
export type ServerToClientEvents = { [N in NoticeName]: (payload: NoticePayload<N>) => void };
