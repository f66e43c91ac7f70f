import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { Kit } from '../../../shared/kit/kit.ts';
import { type KitId, KitVersion } from '../../../shared/kit/kitIds.ts';
import type { RouteInput, RouteResult } from '../../../shared/protocol/http.ts';
import {
  type FieldPath,
  inserted,
  isSameContent,
  listAt,
  moved,
  without,
  withValueAt,
} from '../editor/fieldPath.ts';
import { byPath, type Remark, refusals, remarksOn } from '../editor/remarks.ts';
import { checkFields, fieldErrorsOf } from '../fieldErrors.ts';
import { Store } from '../store.ts';
import { editable, type KitDrafts, type UnsavedKit } from './kitDrafts.ts';

const Current = z.object({ version: KitVersion, kit: Kit });

export type KitAtVersion = { version: number; kit: Kit };

type Saving =
  /** No request is running; `dirty` tells whether changes are unsaved. */
  | { state: 'idle' }
  | { state: 'sending' }
  /** Someone saved another version. Saving waits until the author decides. */
  | { state: 'conflict'; theirs: KitAtVersion }
  | { state: 'failed'; error: AppError };

export interface EditorState {
  kit: Kit;
  base: KitAtVersion;
  dirty: boolean;
  remarks: readonly Remark[];
  remarksByPath: ReadonlyMap<string, readonly Remark[]>;
  saving: Saving;
  /** False when unsaved changes couldn't be written to browser storage. */
  stored: boolean;
  /** When the restored draft was written; undefined once it is saved or discarded. */
  restoredAt: number | undefined;
  /** Unsaved drafts of other tabs and earlier visits, and drafts that this page set aside. */
  otherDrafts: readonly UnsavedKit[];
}

interface EditorOptions {
  kitId: KitId;
  saved: KitAtVersion;
  drafts: KitDrafts | undefined;
  send: (params: RouteInput<'kits.save'>) => Promise<RouteResult<'kits.save'>>;
  now: () => number;
  newId: () => string;
}

/** A kit that is being edited. Until it is saved, every change is stored in the browser. */
export class KitEditor {
  readonly state: Store<EditorState>;
  readonly #options: EditorOptions;
  /** Storage id of the current draft. Setting the draft aside starts a new id. */
  #draftId: string;
  /** Id of a resumed draft. That draft is deleted once its content is stored under `#draftId`. */
  #resumedId: string | undefined;

  constructor(options: EditorOptions) {
    this.#options = options;
    this.#draftId = options.newId();
    const base = { ...options.saved, kit: editable(options.saved.kit) };
    this.state = new Store<EditorState>({ ...savedState(base), stored: true, otherDrafts: [] });
    this.#restore();
  }

  get kitId(): KitId {
    return this.#options.kitId;
  }

  set(path: FieldPath, value: unknown): void {
    this.change(kit => withValueAt(kit, path, value));
  }

  insert(path: FieldPath, index: number, item: unknown): void {
    this.change(kit => withValueAt(kit, path, inserted(listAt(kit, path), index, item)));
  }

  move(path: FieldPath, from: number, to: number): void {
    this.change(kit => withValueAt(kit, path, moved(listAt(kit, path), from, to)));
  }

  remove(path: FieldPath, index: number): void {
    this.change(kit => withValueAt(kit, path, without(listAt(kit, path), index)));
  }

  change(step: (kit: Kit) => Kit): void {
    const { kit, base, saving } = this.state.get();
    const next = step(kit);
    if (next === kit) return;
    const settled: Saving = saving.state === 'failed' ? { state: 'idle' } : saving;
    this.#update({ ...shown(next, base), saving: settled });
    this.#store();
  }

  /** Saves a new version. Returns the first remark that prevents saving. */
  async save(): Promise<Remark | undefined> {
    const { kit, base, dirty, saving } = this.state.get();
    if (!dirty || saving.state === 'sending' || saving.state === 'conflict') return undefined;
    const checked = checkFields(Kit, kit);
    if (!checked.ok) return refusals(checked.errors)[0];

    this.#update({ saving: { state: 'sending' } });
    try {
      const { version } = await this.#options.send({
        kitId: this.#options.kitId,
        expectedVersion: base.version,
        kit: checked.output,
      });
      this.#settle({ version, kit });
      return undefined;
    } catch (error) {
      return this.#fail(error);
    }
  }

  async keepMine(): Promise<Remark | undefined> {
    const { saving } = this.state.get();
    if (saving.state !== 'conflict') return undefined;
    this.#rebase(saving.theirs);
    return this.save();
  }

  loadTheirs(): void {
    const { saving } = this.state.get();
    if (saving.state !== 'conflict') return;
    this.#setAside();
    this.#update(savedState(saving.theirs));
  }

  receive(saved: KitAtVersion): void {
    const { base, dirty, saving } = this.state.get();
    if (saved.version <= base.version || saving.state === 'sending') return;
    const theirs = { ...saved, kit: editable(saved.kit) };
    if (dirty) this.#update({ saving: { state: 'conflict', theirs } });
    else this.#update(savedState(theirs));
  }

  discard(): void {
    if (this.state.get().saving.state === 'sending') return;
    this.#setAside();
    this.#update(savedState(this.state.get().base));
  }

  take(draftId: string): void {
    const draft = this.state.get().otherDrafts.find(each => each.draftId === draftId);
    if (!draft || this.state.get().saving.state === 'sending') return;
    this.#setAside();
    this.#open(draft);
    this.#store();
  }

  deleteDraft(draftId: string): void {
    this.#options.drafts?.remove(draftId);
    this.#update({ otherDrafts: this.state.get().otherDrafts.filter(draft => draft.draftId !== draftId) });
  }

  #restore(): void {
    const { drafts, now } = this.#options;
    if (!drafts) return;
    const { kit } = this.state.get();
    const isSaved = (draft: UnsavedKit) => isSameContent(editable(draft.kit), kit);
    const { saved = [], unsaved = [] } = Object.groupBy(drafts.list(now()), draft =>
      isSaved(draft) ? 'saved' : 'unsaved',
    );
    for (const { draftId } of saved) drafts.remove(draftId);
    const own = unsaved.find(({ draftId }) => draftId === drafts.ownId());
    this.#update({ otherDrafts: unsaved });
    if (own) this.#open(own);
  }

  /** Shows a draft. A draft that is based on an older version is shown as a conflict. */
  #open(draft: UnsavedKit): void {
    const { base, otherDrafts } = this.state.get();
    const kit = editable(draft.kit);
    this.#resumedId = draft.draftId;
    this.#update({
      ...shown(kit, base),
      saving: draft.baseVersion < base.version ? { state: 'conflict', theirs: base } : { state: 'idle' },
      restoredAt: draft.at,
      otherDrafts: otherDrafts.filter(({ draftId }) => draftId !== draft.draftId),
    });
  }

  #settle(saved: KitAtVersion): void {
    this.#update(savedState(saved, this.state.get().kit));
    this.#store();
  }

  #fail(thrown: unknown): Remark | undefined {
    const error =
      thrown instanceof AppError ? thrown : new AppError('internal', 'kit-not-saved', { cause: thrown });
    if (error.code === 'conflict') {
      const current = Current.safeParse(error.details?.current);
      if (current.success) {
        const theirs = { ...current.data, kit: editable(current.data.kit) };
        this.#update({ saving: { state: 'conflict', theirs } });
        return undefined;
      }
    }
    const refused = refusals(keysInKit(fieldErrorsOf(error)));
    const { remarks } = this.state.get();
    this.#update({ saving: { state: 'failed', error }, ...withRemarks([...refused, ...remarks]) });
    return refused[0];
  }

  #rebase(base: KitAtVersion): void {
    this.#update({ ...shown(this.state.get().kit, base), base, saving: { state: 'idle' } });
    this.#store();
  }

  #setAside(): void {
    const { drafts, now, newId } = this.#options;
    const { kit, base, otherDrafts, dirty } = this.state.get();
    if (!dirty) return;
    const draft = { draftId: this.#draftId, baseVersion: base.version, at: now(), kit };
    drafts?.write(draft);
    drafts?.disown();
    this.#removeResumed();
    this.#draftId = newId();
    this.#update({ otherDrafts: [draft, ...otherDrafts] });
  }

  #store(): void {
    const { drafts, now } = this.#options;
    if (!drafts) return;
    const { kit, base, dirty } = this.state.get();
    const stored =
      !dirty || drafts.write({ draftId: this.#draftId, baseVersion: base.version, at: now(), kit });
    if (!dirty) drafts.remove(this.#draftId);
    if (stored) this.#removeResumed();
    this.#update({ stored });
  }

  #removeResumed(): void {
    if (this.#resumedId !== undefined) this.#options.drafts?.remove(this.#resumedId);
    this.#resumedId = undefined;
  }

  #update(part: Partial<EditorState>): void {
    this.state.update(state => ({ ...state, ...part }));
  }
}

function savedState(base: KitAtVersion, kit = base.kit) {
  return { ...shown(kit, base), base, saving: { state: 'idle' }, restoredAt: undefined } as const;
}

function shown(kit: Kit, base: KitAtVersion) {
  return { kit, dirty: !isSameContent(kit, base.kit), ...withRemarks(remarksOn(kit)) };
}

function withRemarks(remarks: readonly Remark[]) {
  return { remarks, remarksByPath: byPath(remarks) };
}

/** Returns the errors in the kit's fields, without the `kit.` at the start of the server's field names. */
function keysInKit(fields: Readonly<Record<string, string>>): Record<string, string> {
  const inKit = Object.entries(fields).filter(([key]) => key.startsWith('kit.'));
  return Object.fromEntries(inKit.map(([key, message]) => [key.slice('kit.'.length), message]));
}
