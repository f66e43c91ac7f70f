import type { NodeRegistration } from '../../shared/media/controlChannel.ts';

/** Where the server learns which sfu nodes there are. */
export interface NodeDirectory {
  /**
   * Calls the listener with all nodes that live, first as soon as they are known and then every time that something has
   * changed. A node that is missing has given up its lease or let it run out. While the directory cannot be read it stays
   * silent. Returns the function that unsubscribes.
   */
  watch(listener: (nodes: readonly NodeRegistration[]) => void): () => void;
  /** Looks again soon, because something seems to have changed. */
  refresh(): void;
  close(): Promise<void>;
}
