import type { AppError } from '../../../shared/errors.ts';
import type { RouteResult } from '../../../shared/protocol/http.ts';
import { ReportDraft } from '../../../shared/protocol/reportRoutes.ts';
import type { ReportContent } from '../../../shared/report/reportContent.ts';
import { backoffMs } from '../backoff.ts';
import { type Place, withValueAt } from '../kit/place.ts';
import { sayTheSame } from '../kit/writtenKit.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';
import { type Clash, mergeReports } from './mergeReports.ts';
import type { ReportShelf } from './reportShelf.ts';

/** One saved version. */
export interface SavedReport {
  version: number;
  content: ReportContent;
}

export type ReportSaving =
  /** Nothing is under way; whether all is saved says `dirty`. */
  | { state: 'rest' }
  | { state: 'sending' }
  /** Another author changed the same places meanwhile. Nothing is sent before a person has decided. */
  | { state: 'clash'; by: string | undefined; at: number | undefined; clashes: readonly Clash[] }
  /** Tried again by itself where that may help. */
  | { state: 'failed'; error: AppError }
  /** The report went with its interview or attempt; so did what was kept here. */
  | { state: 'gone' };

export interface ReportEditorState {
  content: ReportContent;
  base: SavedReport;
  dirty: boolean;
  saving: ReportSaving;
  /** Whether the browser keeps what is not saved. */
  kept: boolean;
}

interface ReportEditorOptions {
  saved: SavedReport;
  shelf: ReportShelf;
  send: (saved: SavedReport) => Promise<RouteResult<'reports.save'>>;
  now: () => number;
  draftId: string;
}

/** How long no key is pressed before it is saved, and at most, in milliseconds. */
const REST_MS = 900;
/** How often at most it is written into the browser while someone types, in milliseconds. */
export const KEEP_MS = 400;
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 20_000;
/** How often at most one save follows another where someone types on. */
const ROUNDS = 4;

/**
 * A report on someone's desk. It saves itself; until that is done, every change is kept in the browser. What another author saved meanwhile is
 * put together with what was written here. Lives until `close()`, which saves what is left.
 */
export class ReportEditor {
  readonly state: Store<ReportEditorState>;
  readonly #options: ReportEditorOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Runs for `KEEP_MS` after something was kept in the browser. */
  #cooling: ReturnType<typeof setTimeout> | undefined;
  #unkept = false;
  #failures = 0;
  #closed = false;
  /** Of the save that is under way. */
  #sending: Promise<void> | undefined;

  constructor(options: ReportEditorOptions) {
    this.#options = options;
    const { saved } = options;
    this.state = new Store<ReportEditorState>({
      content: saved.content,
      base: saved,
      dirty: false,
      saving: { state: 'rest' },
      kept: true,
    });
    this.#restore();
  }

  /** Puts another value there; `undefined` takes it out. */
  set(place: Place, value: unknown): void {
    this.change(content => withValueAt(content, place, value));
  }

  change(step: (content: ReportContent) => ReportContent): void {
    const { content, saving } = this.state.get();
    const next = step(content);
    if (next === content || saving.state === 'gone') return;
    this.#show(next, saving.state === 'failed' ? { state: 'rest' } : saving);
    this.#keepSoon();
    this.#saveIn(REST_MS);
  }

  /** Saves at once, and resolves when nothing is left to be saved, or when it cannot be for now. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    // What is typed while one save is under way goes with the next one; one that fails is not tried again at once.
    for (let round = 0; round < ROUNDS && (this.#sending || this.#maySend(round === 0)); round += 1)
      await (this.#sending ?? this.#send());
    const { dirty, saving } = this.state.get();
    return !dirty && saving.state === 'rest';
  }

  /** Writes into the browser what is not kept there yet: before the page goes away. */
  keepNow(): void {
    if (this.#unkept) this.#keep();
  }

  /** After the network is back, or a person has signed in again. */
  retry(): void {
    if (this.state.get().saving.state !== 'failed') return;
    this.#failures = 0;
    void this.flush();
  }

  /** The page learnt of a version that was saved elsewhere. */
  learn(saved: SavedReport, by?: string, at?: number): void {
    const { base, saving } = this.state.get();
    if (saved.version <= base.version || (saving.state !== 'rest' && saving.state !== 'failed')) return;
    this.#putTogether(saved, by, at);
  }

  /** Someone has chosen between what both had changed; in the order of the clashes. */
  decide(choices: readonly ('mine' | 'theirs')[]): void {
    const { content, saving } = this.state.get();
    if (saving.state !== 'clash') return;
    const decided = saving.clashes.reduce(
      (merged, { place, mine, theirs }, index) =>
        withValueAt(merged, place, choices[index] === 'theirs' ? theirs : mine),
      content,
    );
    this.#show(decided, { state: 'rest' });
    this.#keep();
    void this.flush();
  }

  /** The interview, and everything of it, was deleted. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#unkept = false;
    const { shelf, now } = this.#options;
    for (const { draftId } of shelf.list(now())) shelf.drop(draftId);
    this.state.update(state => ({ ...state, dirty: false, saving: { state: 'gone' } }));
  }

  /** Safe to call twice. */
  close(): void {
    if (this.#closed) return;
    this.keepNow();
    clearTimeout(this.#cooling);
    void this.flush();
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** What this browser still had: put together with what is saved now. */
  #restore(): void {
    const { shelf, now } = this.#options;
    for (const draft of shelf.list(now())) {
      const { content, base } = this.state.get();
      const { content: merged, clashes } = mergeReports({
        base: draft.base,
        mine: draft.content,
        theirs: content,
      });
      this.#show(merged, clashes.length > 0 ? clashing(clashes) : { state: 'rest' });
      shelf.drop(draft.draftId);
      this.#keep();
      // One question at a time; the next ones wait where they are.
      if (clashes.length > 0) return;
      if (sayTheSame(merged, base.content)) continue;
      this.#saveIn(REST_MS);
    }
  }

  #maySend(again: boolean): boolean {
    const { dirty, saving } = this.state.get();
    return dirty && (saving.state === 'rest' || (again && saving.state === 'failed'));
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #send(): Promise<void> {
    const { content, base } = this.state.get();
    this.#update({ saving: { state: 'sending' } });
    this.#sending = this.#attempt({ version: base.version, content }).finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #attempt(sent: SavedReport): Promise<void> {
    try {
      const { version } = await this.#options.send(sent);
      this.#failures = 0;
      this.#update({ base: { version, content: sent.content } });
      this.#show(this.state.get().content, { state: 'rest' });
      this.#keep();
    } catch (thrown) {
      this.#fail(asAppError(thrown));
    }
    if (this.#maySend(false)) this.#saveIn(REST_MS);
  }

  #fail(error: AppError): void {
    if (this.state.get().saving.state === 'gone') return;
    const theirs = error.code === 'conflict' ? ReportDraft.safeParse(error.details?.current) : undefined;
    if (theirs?.success) {
      const { savedBy, savedAt, ...saved } = theirs.data;
      this.#putTogether(saved, savedBy, savedAt);
      return;
    }
    if (error.code === 'not-found') {
      this.forget();
      return;
    }
    this.#update({ saving: { state: 'failed', error } });
    this.#failures += 1;
    if (error.retryable) this.#saveIn(backoffMs(this.#failures - 1, FIRST_RETRY_MS, MAX_RETRY_MS));
  }

  #putTogether(saved: SavedReport, by: string | undefined, at: number | undefined): void {
    const { base, content } = this.state.get();
    const merged = mergeReports({ base: base.content, mine: content, theirs: saved.content });
    this.#update({ base: saved });
    this.#show(
      merged.content,
      merged.clashes.length > 0 ? clashing(merged.clashes, by, at) : { state: 'rest' },
    );
    this.#keep();
    if (this.#maySend(false)) this.#saveIn(0);
  }

  #keepSoon(): void {
    this.#unkept = true;
    if (this.#cooling !== undefined) return;
    this.#keep();
    this.#cooling = setTimeout(() => {
      this.#cooling = undefined;
      if (this.#unkept) this.#keepSoon();
    }, KEEP_MS);
  }

  #keep(): void {
    this.#unkept = false;
    const { shelf, now, draftId } = this.#options;
    const { content, base, dirty } = this.state.get();
    if (!dirty) shelf.drop(draftId);
    this.#update({
      kept: !dirty || shelf.keep({ draftId, at: now(), base: base.content, content }),
    });
  }

  #show(content: ReportContent, saving: ReportSaving): void {
    const { base } = this.state.get();
    this.#update({ content, dirty: !sayTheSame(content, base.content), saving });
  }

  #update(part: Partial<ReportEditorState>): void {
    this.state.update(state => ({ ...state, ...part }));
  }
}

function clashing(clashes: readonly Clash[], by?: string, at?: number): ReportSaving {
  return { state: 'clash', by, at, clashes };
}
