/** Node's `WebSocket` accepts headers, which the DOM type doesn't have. */
export const NodeWebSocket = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;
