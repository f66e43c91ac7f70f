import type { types } from 'mediasoup';

/**
 * Closes a transport, unless its router has gone and has taken it along. A router that went while the transport was being made does not know
 * of it: the worker would be asked to close what it no longer has, and mediasoup would log an error.
 */
export function closeTransport(
  router: Pick<types.Router, 'closed'>,
  transport: Pick<types.Transport, 'close'>,
): void {
  if (!router.closed) transport.close();
}
