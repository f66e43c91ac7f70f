import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import { type NodeId, type RecordingId, SegmentId, type StretchId } from '../../shared/ids.ts';
import { CAPTURE_PART_MAX_BYTES, type CapturedRun } from '../../shared/media/capture.ts';
import type {
  AnyMediaEvent,
  MediaParams,
  MediaPlane,
  MediaRequestName,
  MediaResult,
} from '../../shared/media/mediaPlane.ts';

interface HandMadeSegment {
  segmentId: SegmentId;
  media: Buffer;
  journal: Buffer;
}

interface HandMadeRun {
  recordingId: RecordingId;
  stretchId: StretchId;
  state: CapturedRun['state'];
  segments: HandMadeSegment[];
}

/**
 * Media servers that have recorded what a test specifies, on disks in memory. They can be unreachable,
 * refuse requests, and corrupt what they send.
 */
export class CaptureNodes implements Pick<MediaPlane, 'request' | 'nodeIds' | 'subscribe'> {
  readonly disks = new Map<NodeId, HandMadeRun[]>();
  readonly away = new Set<NodeId>();
  /** Called before each request; what it throws is the response. */
  before: (name: MediaRequestName, params: unknown) => void | Promise<void> = () => {};
  /** Changes the bytes of a part on their way to the server. */
  onTheWire: (bytes: Buffer) => Buffer = bytes => bytes;
  readonly #listeners = new Set<(event: AnyMediaEvent) => void>();

  constructor(...nodeIds: NodeId[]) {
    for (const nodeId of nodeIds) this.disks.set(nodeId, []);
  }

  /** Stores a segment run with one segment per size. */
  keep(
    nodeId: NodeId,
    recordingId: RecordingId,
    stretchId: StretchId,
    options: { sizes?: number[]; state?: CapturedRun['state'] } = {},
  ): HandMadeRun {
    const { sizes = [700_000, 1_000], state = 'closed' } = options;
    const segments = sizes.map(size => ({
      segmentId: SegmentId.parse(randomBytes(16).toString('hex')),
      media: randomBytes(size),
      journal: Buffer.from(`{"kind":"start","size":${size}}\n`),
    }));
    const stretch = { recordingId, stretchId, state, segments };
    this.disks.get(nodeId)?.push(stretch);
    return stretch;
  }

  get stretches(): HandMadeRun[] {
    return [...this.disks.values()].flat();
  }

  tell(event: AnyMediaEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  nodeIds(): NodeId[] {
    return [...this.disks.keys()].filter(nodeId => !this.away.has(nodeId));
  }

  subscribe(listener: (event: AnyMediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async request<N extends MediaRequestName>(name: N, params: MediaParams<N>): Promise<MediaResult<N>> {
    await this.before(name, params);
    return this.#answer(name, params) as MediaResult<N>;
  }

  #answer(name: MediaRequestName, params: unknown): unknown {
    switch (name) {
      case 'capture.list':
        return { stretches: this.#disk(params as MediaParams<'capture.list'>).map(listed) };
      case 'capture.read': {
        const { offset, ...file } = params as MediaParams<'capture.read'>;
        const piece = this.#file(file).subarray(offset, offset + CAPTURE_PART_MAX_BYTES);
        return { bytes: new Uint8Array(this.onTheWire(Buffer.from(piece))) };
      }
      case 'capture.digest': {
        const bytes = this.#file(params as MediaParams<'capture.digest'>);
        return { sha256: createHash('sha256').update(bytes).digest('hex') };
      }
      case 'capture.release': {
        const { nodeId, stretchId } = params as MediaParams<'capture.release'>;
        const disk = this.#disk({ nodeId });
        const index = disk.findIndex(stretch => stretch.stretchId === stretchId);
        if (disk[index]?.state === 'open') throw AppError.conflict(undefined, 'open');
        if (index >= 0) disk.splice(index, 1);
        return {};
      }
      default:
        throw new Error(`No one here answers ${name}.`);
    }
  }

  #disk({ nodeId }: { nodeId: NodeId }): HandMadeRun[] {
    const disk = this.disks.get(nodeId);
    if (!disk || this.away.has(nodeId)) throw new AppError('media-unavailable');
    return disk;
  }

  #file({ nodeId, stretchId, segmentId, part }: MediaParams<'capture.digest'>): Buffer {
    const stretch = this.#disk({ nodeId }).find(one => one.stretchId === stretchId);
    const segment = stretch?.segments.find(one => one.segmentId === segmentId);
    if (!segment) throw AppError.notFound('captured file', segmentId);
    return segment[part];
  }
}

function listed({ segments, ...stretch }: HandMadeRun): CapturedRun {
  return {
    ...stretch,
    segments: segments.map(({ segmentId, media, journal }) => ({
      segmentId,
      mediaBytes: media.length,
      journalBytes: journal.length,
    })),
  };
}
