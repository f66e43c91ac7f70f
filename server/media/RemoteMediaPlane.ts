import type { Logger } from 'pino';
import { AppError } from '../../shared/errors.ts';
import type { NodeId } from '../../shared/ids.ts';
import type { NodeRegistration } from '../../shared/media/controlChannel.ts';
import type {
  AnyMediaEvent,
  MediaParams,
  MediaPlane,
  MediaRequestName,
  MediaResult,
} from '../../shared/media/mediaPlane.ts';
import { NodeConnection } from './NodeConnection.ts';

export interface NodeDirectory {
  /** Calls the listener with all live nodes, now and after changes. Returns a function that unsubscribes. */
  watch(listener: (nodes: readonly NodeRegistration[]) => void): () => void;
  refresh(): void;
  close(): Promise<void>;
}

type RemoteMediaPlaneOptions = { directory: NodeDirectory; secret: string; logger: Logger };

/** Places rooms on the least loaded node and sends each request to the room's node. Closing ends no room. */
export class RemoteMediaPlane implements MediaPlane {
  readonly #options: RemoteMediaPlaneOptions;
  readonly #nodes = new Map<NodeId, NodeConnection>();
  readonly #listeners = new Set<(event: AnyMediaEvent) => void>();
  readonly #unwatch: () => void;
  /** True once the first list of nodes has arrived. Until then, a room's node may be unknown. */
  #nodesKnown = false;
  #closed = false;

  constructor(options: RemoteMediaPlaneOptions) {
    this.#options = options;
    this.#unwatch = options.directory.watch(nodes => this.#onNodes(nodes));
  }

  async request<N extends MediaRequestName>(name: N, params: MediaParams<N>): Promise<MediaResult<N>> {
    return this.#nodeFor(params).request(name, params);
  }

  subscribe(listener: (event: AnyMediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  ready(): boolean {
    return !this.#closed && this.#takingRooms().length > 0;
  }

  nodeIds(): readonly NodeId[] {
    return [...this.#nodes.values()].filter(node => node.answers).map(({ nodeId }) => nodeId);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#unwatch();
    for (const node of this.#nodes.values()) node.close();
    this.#nodes.clear();
    await this.#options.directory.close();
  }

  #nodeFor(params: { room?: { nodeId: NodeId }; nodeId?: NodeId | undefined }): NodeConnection {
    const nodeId = params.room?.nodeId ?? params.nodeId;
    if (nodeId !== undefined) {
      const node = this.#nodes.get(nodeId);
      if (node) return node;
      throw this.#nodesKnown ? AppError.notFound('media server', nodeId) : unavailable();
    }
    const [least] = this.#takingRooms().toSorted((a, b) => a.load - b.load);
    if (!least) throw unavailable();
    return least;
  }

  #takingRooms(): NodeConnection[] {
    return [...this.#nodes.values()].filter(node => node.takesRooms);
  }

  #onNodes(registrations: readonly NodeRegistration[]): void {
    this.#nodesKnown = true;
    const registered = new Map(registrations.map(registration => [registration.nodeId, registration]));
    for (const node of this.#nodes.values()) node.register(registered.get(node.nodeId));
    for (const [nodeId, registration] of registered)
      if (!this.#nodes.has(nodeId)) this.#nodes.set(nodeId, this.#connect(registration));
  }

  #connect(registration: NodeRegistration): NodeConnection {
    const { directory, secret, logger } = this.#options;
    return new NodeConnection({
      registration,
      secret,
      emit: event => this.#emit(event),
      onDisconnected: () => directory.refresh(),
      onForgotten: ({ nodeId }) => this.#nodes.delete(nodeId),
      logger: logger.child({ nodeId: registration.nodeId }),
    });
  }

  #emit(event: AnyMediaEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#options.logger.error({ event: event.name, err: error }, 'a listener of media events failed');
      }
    }
  }
}

function unavailable(): AppError {
  return new AppError('media-unavailable');
}
