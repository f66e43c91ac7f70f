import type { AppError, ErrorCode } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type {
  PracticeAttempt,
  PracticePage,
  PracticeReceipt,
} from '../../../shared/protocol/practiceRoutes.ts';
import { backoffMs } from '../backoff.ts';
import { Disposables } from '../disposables.ts';
import { asAppError } from '../replies.ts';
import type { SafeStorage } from '../safeStorage.ts';
import { Store } from '../store.ts';
import type { AskPractice } from './askPractice.ts';
import { isChanging } from './attempts.ts';
import { forgetNotes, OwnNote } from './ownNote.ts';

/**
 * - `failed`: it could not be read; trying again may help;
 * - `gone`: nothing opens with this key: the page was deleted, or the address is not complete.
 */
export type PageStage =
  | { state: 'opening' }
  | { state: 'open'; page: PracticePage }
  | { state: 'failed'; error: AppError }
  | { state: 'gone' };

const GONE: ReadonlySet<ErrorCode> = new Set(['link-invalid', 'not-found', 'invalid']);
/** How soon the page is looked at again while something on it changes; longer each time that nothing has. In milliseconds. */
const FIRST_LOOK_MS = 2_000;
const MAX_LOOK_MS = 30_000;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;

interface PageSessionOptions {
  /** The key of the page. */
  token: string;
  ask: AskPractice;
  storage: SafeStorage;
  page?: { window: EventTarget; document: EventTarget & { readonly visibilityState: string } };
}

/** One private page as it is open in this tab: reads it, looks again while anything on it changes, and has the notes. Lives until `close()`. */
export class PageSession {
  readonly stage = new Store<PageStage>({ state: 'opening' });
  /** Whether the last look failed while the page shows what it knew before. */
  readonly cutOff = new Store(false);
  readonly token: string;
  readonly #ask: AskPractice;
  readonly #storage: SafeStorage;
  readonly #window: EventTarget;
  readonly #document: { readonly visibilityState: string };
  readonly #notes = new Map<InterviewId, OwnNote>();
  readonly #disposables = new Disposables();
  #nextLook: ReturnType<typeof setTimeout> | undefined;
  #opening = false;
  #again = false;
  #failures = 0;
  #quietLooks = 0;

  constructor({ token, ask, storage, page = { window, document } }: PageSessionOptions) {
    this.token = token;
    this.#ask = ask;
    this.#storage = storage;
    this.#window = page.window;
    this.#document = page.document;
    this.#disposables.add(() => clearTimeout(this.#nextLook));
    this.#disposables.add(() => {
      for (const note of this.#notes.values()) note.close();
    });
    this.#disposables.listen(page.window, 'online', () => this.refresh());
    this.#disposables.listen(page.document, 'visibilitychange', () => {
      if (page.document.visibilityState === 'visible') this.refresh();
    });
    void this.#open();
  }

  /** Looks now, after a failure or when something is known to have changed. */
  refresh(): void {
    this.#quietLooks = 0;
    if (this.stage.get().state === 'gone') return;
    if (this.#opening) this.#again = true;
    else void this.#open();
  }

  noteOf(attempt: PracticeAttempt): OwnNote {
    const { interviewId } = attempt;
    const known = this.#notes.get(interviewId);
    if (known) return known;
    const note = new OwnNote({
      interviewId,
      note: attempt.note,
      save: text => this.#ask('practice.note', { page: this.token, interviewId, note: text }),
      storage: this.#storage,
      page: { window: this.#window },
    });
    this.#notes.set(interviewId, note);
    return note;
  }

  /** Sends the page's address there, and keeps the address with the page. */
  async mailTo(email: string): Promise<void> {
    await this.#ask('practice.mailLink', { page: this.token, email });
    this.refresh();
  }

  async deleteAttempt(interviewId: InterviewId): Promise<PracticeReceipt> {
    const { receipt } = await this.#ask('practice.delete', { page: this.token, interviewId });
    this.#notes.get(interviewId)?.forget();
    this.#notes.delete(interviewId);
    forgetNotes(this.#storage, [interviewId]);
    this.stage.update(stage =>
      stage.state === 'open' ? { ...stage, page: without(stage.page, interviewId) } : stage,
    );
    this.refresh();
    return receipt;
  }

  /** All of it. From here on nothing opens with this key. */
  async deletePage(): Promise<PracticeReceipt> {
    const stage = this.stage.get();
    const attempts = stage.state === 'open' ? stage.page.attempts : [];
    const { receipt } = await this.#ask('practice.delete', { page: this.token });
    this.close();
    for (const note of this.#notes.values()) note.forget();
    forgetNotes(
      this.#storage,
      attempts.map(({ interviewId }) => interviewId),
    );
    return receipt;
  }

  /** Safe to call twice. */
  close(): void {
    this.#disposables.dispose();
  }

  async #open(): Promise<void> {
    if (this.#disposables.disposed) return;
    this.#opening = true;
    this.#again = false;
    clearTimeout(this.#nextLook);
    const readings = new Map([...this.#notes].map(([interviewId, note]) => [interviewId, note.reading()]));
    try {
      const page = await this.#ask('practice.open', { page: this.token });
      if (!this.#disposables.disposed && !this.#again) this.#opened(page, readings);
    } catch (thrown) {
      if (!this.#disposables.disposed) this.#failed(asAppError(thrown));
    } finally {
      this.#opening = false;
    }
    // What was read meanwhile may be older than what is known to have changed.
    if (this.#again) void this.#open();
  }

  #opened(page: PracticePage, readings: ReadonlyMap<InterviewId, (note: string) => void>): void {
    this.#failures = 0;
    this.cutOff.set(false);
    const before = this.stage.get();
    const same = before.state === 'open' && JSON.stringify(before.page) === JSON.stringify(page);
    this.#quietLooks = same ? this.#quietLooks + 1 : 0;
    if (!same) this.stage.set({ state: 'open', page });
    for (const attempt of page.attempts) readings.get(attempt.interviewId)?.(attempt.note);
    if (isChanging(page)) this.#lookIn(Math.min(MAX_LOOK_MS, FIRST_LOOK_MS * 1.5 ** this.#quietLooks));
  }

  #failed(error: AppError): void {
    if (GONE.has(error.code)) {
      this.stage.set({ state: 'gone' });
      return;
    }
    if (this.stage.get().state === 'open') this.cutOff.set(true);
    else this.stage.set({ state: 'failed', error });
    if (error.retryable) this.#lookIn(backoffMs(this.#failures++, FIRST_RETRY_MS, MAX_RETRY_MS));
  }

  #lookIn(ms: number): void {
    clearTimeout(this.#nextLook);
    this.#nextLook = setTimeout(() => {
      // A page out of sight looks once it is seen again.
      if (this.#document.visibilityState === 'visible') void this.#open();
    }, ms);
  }
}

function without(page: PracticePage, interviewId: InterviewId): PracticePage {
  return { ...page, attempts: page.attempts.filter(attempt => attempt.interviewId !== interviewId) };
}
