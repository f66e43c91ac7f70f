import type { AppError, ErrorCode } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type {
  PracticeAttempt,
  PracticePage,
  PracticeReceipt,
} from '../../../shared/protocol/practiceRoutes.ts';
import { Disposables } from '../disposables.ts';
import { type PageAround, Polling } from '../polling.ts';
import { asAppError } from '../replies.ts';
import type { SafeStorage } from '../safeStorage.ts';
import { Store } from '../store.ts';
import { isChanging } from './attempts.ts';
import { forgetNotes, OwnNote } from './ownNote.ts';
import type { CallPractice } from './practiceApi.ts';
import { forgetPractice } from './rememberedPractice.ts';

/** `failed`: a retry may help. `gone`: the page was deleted, or its address is incomplete. */
type PageStatus =
  | { state: 'opening' }
  | { state: 'open'; page: PracticePage }
  | { state: 'failed'; error: AppError }
  | { state: 'gone' };

const GONE: ReadonlySet<ErrorCode> = new Set(['link-invalid', 'not-found', 'invalid']);
/** Polling intervals while the server is about to change something on the page. */
const POLL_MS = { first: 2_000, max: 30_000 };

type PageSessionOptions = { token: string; ask: CallPractice; storage: SafeStorage; page?: PageAround };

/** Reads a private page, polls while something on it changes, and owns its notes. */
export class PageSession {
  readonly status = new Store<PageStatus>({ state: 'opening' });
  /** True when the latest request failed, so that the response to an earlier request is shown. */
  readonly cutOff = new Store(false);
  readonly token: string;
  readonly #ask: CallPractice;
  readonly #storage: SafeStorage;
  readonly #window: EventTarget;
  readonly #polling: Polling;
  readonly #notes = new Map<InterviewId, OwnNote>();
  readonly #disposables = new Disposables();
  #opening = false;
  #again = false;

  constructor({ token, ask, storage, page = { window, document } }: PageSessionOptions) {
    this.token = token;
    this.#ask = ask;
    this.#storage = storage;
    this.#window = page.window;
    this.#polling = new Polling({ poll: () => void this.#open(), onBack: () => this.refresh(), page });
    this.#disposables.add(() => this.#polling.close());
    this.#disposables.add(() => {
      for (const note of this.#notes.values()) note.close();
    });
    void this.#open();
  }

  /** Reads the page again after a failure or a known change. */
  refresh(): void {
    this.#polling.expectChange();
    if (this.status.get().state === 'gone') return;
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
      save: change => this.#ask('practice.note', { page: this.token, interviewId, ...change }),
      storage: this.#storage,
      page: { window: this.#window },
    });
    this.#notes.set(interviewId, note);
    return note;
  }

  /** Sends the link of the page to an email address, which the server stores with the page. */
  async mailTo(email: string): Promise<void> {
    await this.#ask('practice.mailLink', { page: this.token, email });
    this.refresh();
  }

  /** Connects the page with the interview of a personal link. */
  async connect(link: string): Promise<void> {
    await this.#ask('practice.connect', { page: this.token, link });
    this.refresh();
  }

  async disconnect(): Promise<void> {
    await this.#ask('practice.disconnect', { page: this.token });
    this.refresh();
  }

  /** Marks an attempt as the best answer to a question, in place of another, or removes its mark. */
  async markBest(interviewId: InterviewId, questionId: QuestionId, best: boolean): Promise<void> {
    await this.#ask('practice.best', { page: this.token, interviewId, questionId, best });
    this.status.update(status =>
      status.state === 'open'
        ? { ...status, page: withBest(status.page, questionId, best ? interviewId : undefined) }
        : status,
    );
    this.refresh();
  }

  async deleteAttempt(interviewId: InterviewId): Promise<PracticeReceipt> {
    const { receipt } = await this.#ask('practice.delete', { page: this.token, interviewId });
    this.#notes.get(interviewId)?.forget();
    this.#notes.delete(interviewId);
    forgetNotes(this.#storage, [interviewId]);
    this.status.update(status =>
      status.state === 'open' ? { ...status, page: without(status.page, interviewId) } : status,
    );
    this.refresh();
    return receipt;
  }

  async deletePage(): Promise<PracticeReceipt> {
    const status = this.status.get();
    const attempts = status.state === 'open' ? status.page.attempts : [];
    const { receipt } = await this.#ask('practice.delete', { page: this.token });
    this.close();
    forgetPractice(this.#storage, this.token);
    for (const note of this.#notes.values()) note.forget();
    forgetNotes(
      this.#storage,
      attempts.map(({ interviewId }) => interviewId),
    );
    return receipt;
  }

  close(): void {
    this.#disposables.dispose();
  }

  async #open(): Promise<void> {
    if (this.#disposables.disposed) return;
    this.#opening = true;
    this.#again = false;
    this.#polling.cancel();
    const readings = new Map([...this.#notes].map(([interviewId, note]) => [interviewId, note.reading()]));
    try {
      const page = await this.#ask('practice.open', { page: this.token });
      if (!this.#disposables.disposed && !this.#again) this.#opened(page, readings);
    } catch (thrown) {
      if (!this.#disposables.disposed) this.#failed(asAppError(thrown));
    } finally {
      this.#opening = false;
    }
    // Reads again, because the response may be older than the change that caused `refresh()`.
    if (this.#again) void this.#open();
  }

  #opened(page: PracticePage, readings: ReadonlyMap<InterviewId, (note: string) => void>): void {
    this.cutOff.set(false);
    const before = this.status.get();
    const same = before.state === 'open' && JSON.stringify(before.page) === JSON.stringify(page);
    this.#polling.found(same);
    if (!same) this.status.set({ state: 'open', page });
    for (const attempt of page.attempts) readings.get(attempt.interviewId)?.(attempt.note);
    if (isChanging(page)) this.#polling.soon(POLL_MS);
  }

  #failed(error: AppError): void {
    if (GONE.has(error.code)) {
      this.status.set({ state: 'gone' });
      return;
    }
    if (this.status.get().state === 'open') this.cutOff.set(true);
    else this.status.set({ state: 'failed', error });
    // An internal error may be over by the next poll, and nothing else would show that a recording is ready.
    if (error.retryable || error.code === 'internal') this.#polling.afterFailure();
  }
}

function without(page: PracticePage, interviewId: InterviewId): PracticePage {
  return { ...page, attempts: page.attempts.filter(attempt => attempt.interviewId !== interviewId) };
}

function withBest(
  page: PracticePage,
  questionId: QuestionId,
  interviewId: InterviewId | undefined,
): PracticePage {
  const attempts = page.attempts.map(attempt => ({
    ...attempt,
    questions: attempt.questions.map(question => {
      if (question.questionId !== questionId) return question;
      const { best: _before, ...rest } = question;
      return attempt.interviewId === interviewId ? { ...rest, best: true } : rest;
    }),
  }));
  return { ...page, attempts };
}
