import type { NodeDirectory } from '../../server/media/RemoteMediaPlane.ts';
import type { NodeRegistration } from '../../shared/media/controlChannel.ts';

export class StaticNodeDirectory implements NodeDirectory {
  readonly #nodes: readonly NodeRegistration[];

  constructor(nodes: readonly NodeRegistration[]) {
    this.#nodes = nodes;
  }

  watch(listener: (nodes: readonly NodeRegistration[]) => void): () => void {
    listener(this.#nodes);
    return () => undefined;
  }

  refresh(): void {}

  async close(): Promise<void> {}
}
