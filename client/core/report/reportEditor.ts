import { z } from 'zod';
import type { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { RouteResult } from '../../../shared/protocol/http.ts';
import { ReportDraft } from '../../../shared/protocol/reportRoutes.ts';
import { ReportContent } from '../../../shared/report/reportContent.ts';
import { backoffMs } from '../backoff.ts';
import { BrowserDrafts } from '../editor/browserDrafts.ts';
import { type FieldPath, isSameContent, withValueAt } from '../editor/fieldPath.ts';
import { asAppError } from '../replies.ts';
import type { SafeStorage } from '../safeStorage.ts';
import { Store } from '../store.ts';
import { type FieldConflict, mergeReports } from './mergeReports.ts';

export type SavedReport = { version: number; content: ReportContent };

export type ReportSaving =
  /** No request is running; `dirty` tells whether changes are unsaved. */
  | { state: 'idle' }
  | { state: 'sending' }
  /** Another author changed the same fields. Saving waits until the author decides. */
  | { state: 'conflict'; by: string | undefined; at: number | undefined; conflicts: readonly FieldConflict[] }
  | { state: 'failed'; error: AppError }
  /** The interview or attempt was deleted, together with the report and its drafts. */
  | { state: 'gone' };

export interface ReportEditorState {
  content: ReportContent;
  base: SavedReport;
  dirty: boolean;
  saving: ReportSaving;
  /** False when unsaved changes couldn't be written to browser storage. */
  stored: boolean;
}

interface ReportEditorOptions {
  saved: SavedReport;
  drafts: ReportDrafts;
  send: (saved: SavedReport) => Promise<RouteResult<'reports.save'>>;
  now: () => number;
  draftId: string;
}

const AUTOSAVE_DELAY_MS = 900;
/** Minimum time between two writes to browser storage. */
export const STORE_INTERVAL_MS = 400;
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 20_000;
/** Maximum number of saves in one `flush()` while the author keeps typing. */
const MAX_SAVES_PER_FLUSH = 4;

/** Edits a report. Saves automatically and merges other authors' changes. `close()` saves what is left. */
export class ReportEditor {
  readonly state: Store<ReportEditorState>;
  readonly #options: ReportEditorOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #storeTimer: ReturnType<typeof setTimeout> | undefined;
  #unstored = false;
  #failures = 0;
  #closed = false;
  #sending: Promise<void> | undefined;

  constructor(options: ReportEditorOptions) {
    this.#options = options;
    const { saved } = options;
    this.state = new Store<ReportEditorState>({
      content: saved.content,
      base: saved,
      dirty: false,
      saving: { state: 'idle' },
      stored: true,
    });
    this.#restore();
  }

  set(path: FieldPath, value: unknown): void {
    this.change(content => withValueAt(content, path, value));
  }

  change(step: (content: ReportContent) => ReportContent): void {
    const { content, saving } = this.state.get();
    const next = step(content);
    if (next === content || saving.state === 'gone') return;
    this.#show(next, saving.state === 'failed' ? undefined : saving);
    this.#storeSoon();
    this.#saveIn(AUTOSAVE_DELAY_MS);
  }

  /** Saves immediately. Returns true when everything is saved, false when saving failed or needs a decision. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    // Text typed during a save is saved in the next round. Only the first round retries a failed save.
    for (let round = 0; round < MAX_SAVES_PER_FLUSH; round += 1) {
      if (!this.#sending && !this.#maySend(round === 0)) break;
      await (this.#sending ?? this.#send());
    }
    const { dirty, saving } = this.state.get();
    return !dirty && saving.state === 'idle';
  }

  storeNow(): void {
    if (this.#unstored) this.#store();
  }

  /** Retries a failed save, for example when the network is back or the author has signed in again. */
  retry(): void {
    if (this.state.get().saving.state !== 'failed') return;
    this.#failures = 0;
    void this.flush();
  }

  receive(saved: SavedReport, by?: string, at?: number): void {
    const { base, saving } = this.state.get();
    if (saved.version <= base.version || (saving.state !== 'idle' && saving.state !== 'failed')) return;
    this.#merge(saved, by, at);
  }

  /** Resolves conflicts. `choices` are in the order of the conflicts. */
  decide(choices: readonly ('mine' | 'theirs')[]): void {
    const { content, saving } = this.state.get();
    if (saving.state !== 'conflict') return;
    const decided = saving.conflicts.reduce(
      (merged, { path, mine, theirs }, index) =>
        withValueAt(merged, path, choices[index] === 'theirs' ? theirs : mine),
      content,
    );
    this.#show(decided);
    this.#store();
    void this.flush();
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#unstored = false;
    const { drafts, now } = this.#options;
    for (const { draftId } of drafts.list(now())) drafts.remove(draftId);
    this.state.update(state => ({ ...state, dirty: false, saving: { state: 'gone' } }));
  }

  close(): void {
    if (this.#closed) return;
    this.storeNow();
    clearTimeout(this.#storeTimer);
    void this.flush();
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #restore(): void {
    const { drafts, now } = this.#options;
    for (const draft of drafts.list(now())) {
      const { content, base } = this.state.get();
      const { content: merged, conflicts } = mergeReports({
        base: draft.base,
        mine: draft.content,
        theirs: content,
      });
      this.#show(merged, conflictOn(conflicts));
      drafts.remove(draft.draftId);
      this.#store();
      // Shows the conflicts of one draft at a time. The other drafts stay in storage.
      if (conflicts.length > 0) return;
      if (isSameContent(merged, base.content)) continue;
      this.#saveIn(AUTOSAVE_DELAY_MS);
    }
  }

  #maySend(again: boolean): boolean {
    const { dirty, saving } = this.state.get();
    return dirty && (saving.state === 'idle' || (again && saving.state === 'failed'));
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
      this.#show(this.state.get().content, undefined, { version, content: sent.content });
      this.#store();
    } catch (thrown) {
      this.#fail(asAppError(thrown));
    }
    if (this.#maySend(false)) this.#saveIn(AUTOSAVE_DELAY_MS);
  }

  #fail(error: AppError): void {
    if (this.state.get().saving.state === 'gone') return;
    const theirs = error.code === 'conflict' ? ReportDraft.safeParse(error.details?.current) : undefined;
    if (theirs?.success) {
      const { savedBy, savedAt, ...saved } = theirs.data;
      this.#merge(saved, savedBy, savedAt);
    } else if (error.code === 'not-found') {
      this.forget();
    } else {
      this.#update({ saving: { state: 'failed', error } });
      this.#failures += 1;
      if (error.retryable) this.#saveIn(backoffMs(this.#failures - 1, FIRST_RETRY_MS, MAX_RETRY_MS));
    }
  }

  #merge(saved: SavedReport, by: string | undefined, at: number | undefined): void {
    const { base, content } = this.state.get();
    const merged = mergeReports({ base: base.content, mine: content, theirs: saved.content });
    this.#show(merged.content, conflictOn(merged.conflicts, by, at), saved);
    this.#store();
    if (this.#maySend(false)) this.#saveIn(0);
  }

  #storeSoon(): void {
    this.#unstored = true;
    if (this.#storeTimer !== undefined) return;
    this.#store();
    this.#storeTimer = setTimeout(() => {
      this.#storeTimer = undefined;
      if (this.#unstored) this.#storeSoon();
    }, STORE_INTERVAL_MS);
  }

  #store(): void {
    this.#unstored = false;
    const { drafts, now, draftId } = this.#options;
    const { content, base, dirty } = this.state.get();
    if (!dirty) drafts.remove(draftId);
    this.#update({ stored: !dirty || drafts.write({ draftId, at: now(), base: base.content, content }) });
  }

  /** Shows content with the saved version that it is based on, and whether the two differ. */
  #show(
    content: ReportContent,
    saving: ReportSaving = { state: 'idle' },
    base = this.state.get().base,
  ): void {
    this.#update({ content, base, dirty: !isSameContent(content, base.content), saving });
  }

  #update(part: Partial<ReportEditorState>): void {
    this.state.update(state => ({ ...state, ...part }));
  }
}

function conflictOn(conflicts: readonly FieldConflict[], by?: string, at?: number): ReportSaving | undefined {
  return conflicts.length > 0 ? { state: 'conflict', by, at, conflicts } : undefined;
}

const StoredDraft = z.object({ at: z.number(), base: ReportContent, content: ReportContent });
type UnsavedReport = z.infer<typeof StoredDraft> & { draftId: string };
type ReportDrafts = Pick<BrowserDrafts<UnsavedReport>, 'write' | 'remove' | 'list'>;

export function reportDrafts(userId: string, interviewId: InterviewId, local: SafeStorage): ReportDrafts {
  return new BrowserDrafts<UnsavedReport>(
    `vivavoce.report-draft.${userId}.${interviewId}.`,
    StoredDraft,
    local,
  );
}
