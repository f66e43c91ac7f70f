import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { InterviewKit, Kit } from '../../../shared/kit/kit.ts';
import type { KitId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { chooseQuestions } from '../../../shared/practice/chooseQuestions.ts';
import { type PracticeEdition, practiceEditionOf } from '../../../shared/practice/practiceEdition.ts';
import { practiceKitOf, practiceLines } from '../../../shared/practice/practiceKit.ts';
import type { ClipId } from '../../../shared/recruiter/clip.ts';
import { type LineKey, lineKeys, linesOf, type ScriptLine } from '../../../shared/recruiter/lines.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { Poller } from '../../Poller.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { ClipLibrary } from '../recruiter/clips/ClipLibrary.ts';
import {
  type ClipRequest,
  clipRequestFor,
  clipRequestsOf,
  lineStyleOf,
  SILENT_CLIP_REQUESTS,
  type VoiceUploads,
} from '../recruiter/clips/clipRequest.ts';
import { firstQuestionOf } from '../site/rolePages.ts';
import type { PublishedRole, Site } from '../site/site.ts';

/** Longest delay until this server notices a kit that another server published or saved. */
const POLL_MS = 60_000;
/** Time to wait until it is known which clips already exist. */
const LOOKUP_MS = 500;
/** Approximate time to render one line. */
const LINE_MS = 3_000;

interface PracticeClipsOptions {
  library: Pick<ClipLibrary, 'order' | 'progressOf'>;
  /** The home page's loop of the recruiter. A poster is shown until it is rendered. */
  portrait?: ClipRequest | undefined;
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
  /** Clips of all lines of the public kits. */
  #published: readonly ClipId[] = [];

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

  /** Counts the lines of all public roles, and those that are ready or have failed. */
  published(): { total: number; done: number } {
    const { ready, failed, total } = this.#options.library.progressOf(this.#published);
    return { total, done: ready + failed.length };
  }

  /**
   * Has missing clips rendered. Returns progress and minutes left for the lines up to the first question. The
   * lines that follow it are rendered next, while the candidate thinks and answers.
   */
  async progress(state: InterviewState): Promise<{ progress: number; minutes: number }> {
    const { library } = this.#options;
    const style = lineStyleOf(state);
    if (!style) return { progress: 1, minutes: 1 };
    const recordings = await this.#recordingsOf(state.rubric?.chosen.kitId);
    const requests = [...clipRequestsOf(style, recordings)];
    const stage = stageOf(style.kit.questions);
    const at = (wanted: LineStage) => requests.flatMap(([key, one]) => (stage(key) === wanted ? [one] : []));
    const { clipIds, settled } = library.order([LISTENING, ...at('start')], 'now');
    library.order([...SILENT_CLIP_REQUESTS, ...at('answer')], 'soon');
    library.order(at('later'), 'ahead');
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

  /**
   * Orders the home page's question before anything else, then what all roles need first before what one of
   * them needs later.
   */
  async #orderPublished(): Promise<void> {
    const { kits, published, library, portrait } = this.#options;
    const current = await published.published();
    if (current.every(({ kitId, version }) => this.#ordered.get(kitId) === version)) return;
    const lines: { stage: PublicStage; request: ClipRequest }[] = [];
    const roles: (PublishedRole & { kit: Kit })[] = [];
    for (const role of current) {
      const stored = await kits.findVersion(role.kitId, role.version);
      if (stored) roles.push({ ...role, kit: stored.kit });
    }
    const home = firstQuestionOf(roles);
    for (const { kitId, version, slug, kit: stored } of roles) {
      const recordings = await this.#recordingsOf(kitId);
      const { voice, pace } = DEFAULT_RECRUITER;
      const kit = practiceEditionOf(stored);
      const requestFor = (text: string) =>
        clipRequestFor(text, { kit, voice, pace, practice: true }, recordings);
      if (home?.role === slug)
        for (const { text } of openingLines(kit, home.questionId))
          lines.push({ stage: 'home', request: requestFor(text) });
      const stage = publicStageOf(kit);
      const all = { ...kit, questions: [...kit.questions, ...kit.single] };
      for (const { key, text } of practiceLines(all))
        lines.push({ stage: stage(key), request: requestFor(text) });
      this.#ordered.set(kitId, version);
    }
    const at = (stages: readonly PublicStage[]) =>
      stages.flatMap(wanted => lines.flatMap(({ stage, request }) => (stage === wanted ? [request] : [])));
    const first = [LISTENING, ...at(['home']), ...SILENT_CLIP_REQUESTS, ...at(FIRST_STAGES)];
    const requests = [...first, ...(portrait ? [portrait] : []), ...at(LATER_STAGES)];
    const { clipIds } = library.order(requests, 'ahead');
    this.#published = clipIds.filter(
      (_, at) => requests[at]?.kind === 'line' || requests[at]?.kind === 'recording',
    );
  }

  async #recordingsOf(kitId: KitId | undefined): Promise<VoiceUploads> {
    return kitId === undefined ? new Map() : this.#options.recordingsOf(kitId);
  }
}

/** The recruiter is visible with it alone. */
const LISTENING: ClipRequest = { kind: 'silent', clip: 'listening' };

const OPENING: ReadonlySet<LineKey> = new Set([lineKeys.greeting, lineKeys.consent, lineKeys.instructions]);

/** `start`: up to the first question. `answer`: up to the second question. */
type LineStage = 'start' | 'answer' | 'later';

function stageOf([first, second]: InterviewKit['questions']): (key: LineKey) => LineStage {
  return key => {
    if (OPENING.has(key) || (first && key === lineKeys.question(first.id))) return 'start';
    if (second && key === lineKeys.question(second.id)) return 'answer';
    if (first && key.startsWith(`probe.${first.id}.`)) return 'answer';
    return key.startsWith('acknowledgement.') || key.startsWith('standard.') ? 'answer' : 'later';
  };
}

/** Returns the lines of practice of one question, up to the end of the question. */
function openingLines(kit: PracticeEdition, questionId: QuestionId): ScriptLine[] {
  const practiced = practiceKitOf(kit, { questionIds: [questionId], length: 'question', purpose: 'self' });
  const stage = stageOf(practiced.questions);
  return linesOf(practiced).filter(({ key }) => stage(key) === 'start');
}

const FIRST_STAGES = ['opening', 'first'] as const;
const LATER_STAGES = ['questions', 'answers', 'single', 'later'] as const;
type PublicStage = 'home' | (typeof FIRST_STAGES)[number] | (typeof LATER_STAGES)[number];

/** Any question can be the first one, because people can practice it alone. */
function publicStageOf(kit: PracticeEdition): (key: LineKey) => PublicStage {
  const firstOf = (length: 'short' | 'full') =>
    kit.questions.length > 0 ? chooseQuestions(kit, { length, attempt: 0 })[0] : undefined;
  const first = new Set(
    [firstOf('short'), firstOf('full'), kit.questions[0]?.id].map(id => id && lineKeys.question(id)),
  );
  const single = new Set(kit.single.map(({ id }) => lineKeys.question(id)));
  return key => {
    if (OPENING.has(key)) return 'opening';
    if (first.has(key)) return 'first';
    if (single.has(key)) return 'single';
    if (key.startsWith('question.')) return 'questions';
    return key.startsWith('acknowledgement.') || key.startsWith('standard.') ? 'answers' : 'later';
  };
}
