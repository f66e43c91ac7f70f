/** A WebSocket below socket.io. Node's takes headers, of which a browser's, whose type it has here, knows nothing. */
export const NodeWebSocket = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;
