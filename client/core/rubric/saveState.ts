/**
 * Whether what the rater wrote is with the server. `pending` counts ratings and notes on their way; `refused` those that the
 * server will not take as they are.
 */
export interface SaveState {
  state: 'saved' | 'saving' | 'offline' | 'refused';
  pending: number;
  refused: number;
  /** Whether a reload of the page would lose nothing: false where the browser gives no storage. */
  durable: boolean;
}
