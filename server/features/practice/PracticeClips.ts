import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { practiceEditionOf } from '../../../shared/practice/practiceEdition.ts';
import { practiceLines } from '../../../shared/practice/practiceKit.ts';
import { type LineKey, lineKeys } from '../../../shared/recruiter/lines.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { Poller } from '../../Poller.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { ClipLibrary } from '../recruiter/clips/ClipLibrary.ts';
import {
  clipRequestFor,
  clipRequestsOf,
  lineStyleOf,
  SILENT_CLIP_REQUESTS,
  type VoiceUploads,
} from '../recruiter/clips/clipRequest.ts';
import type { Site } from '../site/site.ts';

/** Longest delay until this server notices a kit that another server published or saved. */
const POLL_MS = 60_000;
/** Time to wait until it is known which clips already exist. */
const LOOKUP_MS = 500;
/** Approximate time to render one line. */
const LINE_MS = 4_000;

interface PracticeClipsOptions {
  library: Pick<ClipLibrary, 'order' | 'progressOf'>;
  kits: Pick<KitStore, 'findVersion'>;
  published: Pick<Site, 'published' | 'subscribe'>;
  recordingsOf: (kitId: KitId) => Promise<VoiceUploads>;
  logger: Logger;
  pollMs?: number | undefined;
}

/** Renders the recruiter's lines before practice, so that no line has to be shown as text. */
export class PracticeClips {
  readonly #options: PracticeClipsOptions;
  readonly #poller: Poller;
  readonly #unsubscribe: () => void;
  readonly #ordered = new Map<KitId, number>();

  constructor(options: PracticeClipsOptions) {
    this.#options = options;
    this.#poller = new Poller({
      task: () => this.#orderPublished(),
      intervalMs: options.pollMs ?? POLL_MS,
      onError: error => options.logger.warn({ err: error }, 'clips for practice could not be ordered'),
    });
    this.#unsubscribe = options.published.subscribe(() => void this.poll());
  }

  /** Has the clips of newly published kits rendered. Never rejects. */
  poll(): Promise<void> {
    return this.#poller.run();
  }

  /** Has missing clips rendered. Returns progress and minutes left for lines up to the second question. */
  async progress(state: InterviewState): Promise<{ progress: number; minutes: number }> {
    const { library } = this.#options;
    const style = lineStyleOf(state);
    if (!style) return { progress: 1, minutes: 1 };
    const recordings = await this.#recordingsOf(state.rubric?.chosen.kitId);
    const requests = clipRequestsOf(style, recordings);
    const first = firstKeys(style.kit.questions);
    const needed = [...requests].flatMap(([key, request]) => (first(key) ? [request] : []));
    const { clipIds, settled } = library.order([...SILENT_CLIP_REQUESTS, ...needed], 'now');
    library.order([...requests.values()], 'ahead');
    const patience = new AbortController();
    await Promise.race([settled, delay(LOOKUP_MS, undefined, { signal: patience.signal }).catch(() => {})]);
    patience.abort();
    const { ready, failed, total } = library.progressOf(clipIds);
    const left = total - ready - failed.length;
    return {
      progress: total === 0 ? 1 : 1 - left / total,
      minutes: Math.max(1, Math.ceil((left * LINE_MS) / 60_000)),
    };
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#poller.close();
  }

  async #orderPublished(): Promise<void> {
    const { kits, published, library } = this.#options;
    for (const { kitId, version } of await published.published()) {
      if (this.#ordered.get(kitId) === version) continue;
      const stored = await kits.findVersion(kitId, version);
      if (!stored) continue;
      const recordings = await this.#recordingsOf(kitId);
      const { voice, pace } = DEFAULT_RECRUITER;
      const kit = practiceEditionOf(stored.kit);
      const requests = practiceLines(kit).map(({ text }) =>
        clipRequestFor(text, { kit, voice, pace, practice: true }, recordings),
      );
      library.order([...SILENT_CLIP_REQUESTS, ...requests], 'ahead');
      this.#ordered.set(kitId, version);
    }
  }

  async #recordingsOf(kitId: KitId | undefined): Promise<VoiceUploads> {
    return kitId === undefined ? new Map() : this.#options.recordingsOf(kitId);
  }
}

function firstKeys([first, second]: readonly { id: Parameters<typeof lineKeys.question>[0] }[]) {
  const keys = new Set<LineKey>([lineKeys.greeting, lineKeys.consent, lineKeys.instructions]);
  for (const question of [first, second]) if (question) keys.add(lineKeys.question(question.id));
  const probes = first && `probe.${first.id}.`;
  return (key: LineKey) =>
    keys.has(key) ||
    key.startsWith('acknowledgement.') ||
    key.startsWith('standard.') ||
    (probes !== undefined && key.startsWith(probes));
}
