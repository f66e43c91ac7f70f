import type { Logger } from 'pino';
import type { NodeId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { ClipId, SilentClip } from '../../../shared/recruiter/clip.ts';
import type { LineKey } from '../../../shared/recruiter/lineKey.ts';
import { textOfLine } from '../../../shared/recruiter/lines.ts';
import type { Clip } from './clips/Clip.ts';
import type { ClipLibrary } from './clips/ClipLibrary.ts';
import { mannerOf, type Recordings, SILENT_WISHES, wishesOf, wishFor } from './clipWishes.ts';
import { NodeClips } from './NodeClips.ts';

interface InterviewClipsOptions {
  library: ClipLibrary;
  plane: MediaPlane;
  /** A person's recordings for the lines of a kit. */
  recordingsOf: (kitId: KitId) => Promise<Recordings>;
  logger: Logger;
}

/** The clips that interviews need: ordered ahead of them, found while they run, brought to where they are played. */
export class InterviewClips {
  readonly #options: InterviewClipsOptions;
  readonly #nodes: NodeClips;

  constructor(options: InterviewClipsOptions) {
    this.#options = options;
    this.#nodes = new NodeClips(options.plane);
  }

  /** Has every line of the interview rendered that is not there yet. `now`: someone waits for it. */
  async order(state: InterviewState, priority: 'now' | 'ahead'): Promise<void> {
    const wishes = await this.#wishes(state);
    if (wishes) this.#options.library.order([...SILENT_WISHES, ...wishes.values()], priority);
  }

  /** The clip of each line, whether it is there or not, by the line's name; undefined where people ask the questions. */
  async clipIds(state: InterviewState): Promise<Map<LineKey, ClipId> | undefined> {
    const wishes = await this.#wishes(state);
    if (!wishes) return undefined;
    return new Map([...wishes].map(([key, wish]) => [key, this.#options.library.idOf(wish)]));
  }

  silent(clip: SilentClip): ClipId {
    return this.#options.library.idOf({ kind: 'silent', clip });
  }

  /** Undefined where it is not rendered, or broken. */
  async forLine(state: InterviewState, key: LineKey): Promise<Clip | undefined> {
    const manner = mannerOf(state);
    const text = manner && textOfLine(manner.kit, key);
    if (!manner || text === undefined) return undefined;
    const { library } = this.#options;
    const wish = wishFor(text, manner, await this.#recordings(state));
    const clip = await library.find(library.idOf(wish));
    // What is needed this minute may be there for the next line that is like it.
    if (!clip) library.order([wish], 'now');
    return clip;
  }

  /** Makes a request that plays clips at a node, bringing there what it lacks. */
  playing<T>(nodeId: NodeId, request: () => Promise<T>): Promise<T> {
    return this.#nodes.playing(nodeId, clipId => this.#options.library.find(clipId), request);
  }

  /** Brings what the interview will need to the node, so that no line waits for its clip. */
  bringAhead(state: InterviewState, nodeId: NodeId): void {
    this.#bringAhead(state, nodeId).catch(error =>
      // Whatever is missing is brought when it is played.
      this.#options.logger.warn(
        { interviewId: state.interviewId, err: error },
        'clips could not be brought ahead',
      ),
    );
  }

  async #bringAhead(state: InterviewState, nodeId: NodeId): Promise<void> {
    const { library } = this.#options;
    const wishes = [...SILENT_WISHES, ...((await this.#wishes(state))?.values() ?? [])];
    for (const wish of wishes) {
      const clip = await library.find(library.idOf(wish));
      if (clip) await this.#nodes.bring(nodeId, clip);
    }
  }

  async #wishes(state: InterviewState) {
    const manner = mannerOf(state);
    return manner && wishesOf(manner, await this.#recordings(state));
  }

  async #recordings({ rubric }: InterviewState): Promise<Recordings> {
    return rubric ? this.#options.recordingsOf(rubric.chosen.kitId) : new Map();
  }
}
