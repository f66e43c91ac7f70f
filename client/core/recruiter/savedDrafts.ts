import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { WRITTEN_ANSWER_MAX } from '../../../shared/recruiter/recruiterView.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { asAppError } from '../replies.ts';

/** Shortest time between two saves while a person types. */
const SAVE_EVERY_MS = 500;

/** Keeps unsent answers on the server, so that they outlive the page and become answers at the end. */
export class SavedDrafts {
  readonly #client: Pick<InterviewClient, 'query'>;
  /** Questions whose saved draft this page has. Before that, a save could replace text that no one has seen. */
  readonly #known = new Set<QuestionId>();
  readonly #reading = new Set<QuestionId>();
  readonly #newest = new Map<QuestionId, string>();
  readonly #unsaved = new Map<QuestionId, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #savedAt = Number.NEGATIVE_INFINITY;

  constructor(client: Pick<InterviewClient, 'query'>) {
    this.#client = client;
  }

  /**
   * Returns the text to show instead of `typed()`, if the server has more, as after typing on another device.
   * Retries failed saves.
   */
  async restore(questionId: QuestionId, typed: () => string): Promise<string | undefined> {
    if (this.#known.has(questionId)) {
      this.flush();
      return undefined;
    }
    if (this.#reading.has(questionId)) return undefined;
    const saved = await this.#read(questionId);
    if (saved === undefined) return undefined;
    this.#known.add(questionId);
    const own = typed();
    const text = bothOf(saved, own);
    if (text !== saved) this.put(questionId, text);
    return text === own ? undefined : text;
  }

  /** Returns false, and saves nothing, until `restore` has succeeded. */
  put(questionId: QuestionId, text: string): boolean {
    if (!this.#known.has(questionId)) return false;
    this.#newest.set(questionId, text);
    this.#unsaved.set(questionId, text);
    const waitMs = this.#savedAt + SAVE_EVERY_MS - performance.now();
    this.#timer ??= setTimeout(() => this.flush(), Math.max(0, waitMs));
    return true;
  }

  /** Saves what is typed without delay, as before the page closes. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const unsaved = [...this.#unsaved];
    this.#unsaved.clear();
    if (unsaved.length > 0) this.#savedAt = performance.now();
    for (const [questionId, text] of unsaved) void this.#save(questionId, text);
  }

  async #save(questionId: QuestionId, text: string): Promise<void> {
    try {
      await this.#client.query('recruiter.saveDraft', {
        questionId,
        text: text.slice(0, WRITTEN_ANSWER_MAX),
      });
    } catch (error) {
      if (asAppError(error).code === 'conflict') return;
      // Saved again with the next change or after a reconnect.
      if (this.#newest.get(questionId) === text) this.#unsaved.set(questionId, text);
    }
  }

  async #read(questionId: QuestionId): Promise<string | undefined> {
    this.#reading.add(questionId);
    try {
      return (await this.#client.query('recruiter.readDraft', { questionId })).text;
    } catch {
      return undefined;
    } finally {
      this.#reading.delete(questionId);
    }
  }
}

/** Returns the longer text if it continues the other one, or else both. */
function bothOf(saved: string, own: string): string {
  if (own.startsWith(saved)) return own;
  return saved.startsWith(own) ? saved : `${saved}\n\n${own}`;
}
