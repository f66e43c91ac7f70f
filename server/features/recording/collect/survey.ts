import type { NodeId, RecordingId, StretchId } from '../../../../shared/ids.ts';
import type { CapturedStretch } from '../../../../shared/media/capture.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';

/** A node lists no more than this at once. */
const LISTED_MAX = 1_000;

/** What one node has of one stretch. */
export interface StretchPlace extends CapturedStretch {
  nodeId: NodeId;
}

/**
 * Where a stretch is.
 *
 * - `here`: on a media server that answers; - `open`: there, and still being written; - `gone`: the media server that recorded it answers
 *   and does not have it; - `away`: on none that answers.
 */
export type StretchSight = 'here' | 'open' | 'gone' | 'away';

/** What lies on all media servers that answer now. */
export class CaptureSurvey {
  readonly places: readonly StretchPlace[];
  /** Nodes that answered with a complete list. */
  readonly answered: ReadonlySet<NodeId>;

  /** Never rejects: a node that does not answer is as good as away. */
  static async make(plane: Pick<MediaPlane, 'request' | 'nodeIds'>): Promise<CaptureSurvey> {
    const answered = new Set<NodeId>();
    const lists = await Promise.all(
      plane.nodeIds().map(async (nodeId): Promise<StretchPlace[]> => {
        const list = await plane.request('capture.list', { nodeId }).catch(() => undefined);
        if (!list) return [];
        if (list.stretches.length < LISTED_MAX) answered.add(nodeId);
        return list.stretches.map(stretch => ({ ...stretch, nodeId }));
      }),
    );
    return new CaptureSurvey(lists.flat(), answered);
  }

  private constructor(places: readonly StretchPlace[], answered: ReadonlySet<NodeId>) {
    this.places = places;
    this.answered = answered;
  }

  /** All nodes that have something of it: several may share a disk. */
  placesOf(stretchId: StretchId): StretchPlace[] {
    return this.places.filter(place => place.stretchId === stretchId);
  }

  of(recordingId: RecordingId): StretchPlace[] {
    return this.places.filter(place => place.recordingId === recordingId);
  }

  sightOf({ stretchId, nodeId }: { stretchId: StretchId; nodeId: NodeId }): StretchSight {
    const places = this.placesOf(stretchId);
    if (places.some(({ state }) => state === 'open')) return 'open';
    if (places.length > 0) return 'here';
    return this.answered.has(nodeId) ? 'gone' : 'away';
  }
}
