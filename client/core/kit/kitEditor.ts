import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { Kit } from '../../../shared/kit/kit.ts';
import { type KitId, KitVersion } from '../../../shared/kit/kitIds.ts';
import type { RouteInput, RouteResult } from '../../../shared/protocol/http.ts';
import { errorTexts } from '../../texts/errors.ts';
import { checkFields } from '../fieldErrors.ts';
import { Store } from '../store.ts';
import type { DraftShelf, KeptDraft } from './draftShelf.ts';
import { inserted, moved, without } from './order.ts';
import { listAt, type Place, withValueAt } from './place.ts';
import { byPlace, type Remark, refusals, remarksOn } from './remarks.ts';
import { editable, sayTheSame } from './writtenKit.ts';

const Current = z.object({ version: KitVersion, kit: Kit });
const RefusedFields = z.record(z.string(), z.string());

/** One saved version. */
export interface KitAtVersion {
  version: number;
  kit: Kit;
}

export type Saving =
  /** Nothing is under way; whether all is saved says `dirty`. */
  | { state: 'rest' }
  | { state: 'sending' }
  /** Someone saved another version meanwhile. Nothing is sent before a person has decided. */
  | { state: 'conflict'; theirs: KitAtVersion }
  | { state: 'failed'; error: AppError };

export interface EditorState {
  kit: Kit;
  base: KitAtVersion;
  dirty: boolean;
  remarks: readonly Remark[];
  remarksByPlace: ReadonlyMap<string, readonly Remark[]>;
  saving: Saving;
  /** Whether the browser keeps what is not saved. */
  kept: boolean;
  /** When what is shown was written, if it was found in the browser; until it is saved or discarded. */
  restoredFrom: number | undefined;
  /** Unsaved texts of other tabs, of earlier visits, or put aside here. */
  aside: readonly KeptDraft[];
}

interface EditorOptions {
  kitId: KitId;
  saved: KitAtVersion;
  /** Absent where the kit is only read. */
  shelf: DraftShelf | undefined;
  send: (params: RouteInput<'kits.save'>) => Promise<RouteResult<'kits.save'>>;
  now: () => number;
  newId: () => string;
}

/**
 * A kit on someone's desk: what they wrote, what there is to say about it, and how saving goes. Whatever happens, nothing
 * typed is lost: until it is saved, every change is kept in the browser at once.
 */
export class KitEditor {
  readonly state: Store<EditorState>;
  readonly #options: EditorOptions;
  /** Where this page keeps its draft; a new one whenever the old one has become a text put aside. */
  #draftId: string;
  /** The draft this page took over, to be dropped once it is kept anew. */
  #takenOver: string | undefined;

  constructor(options: EditorOptions) {
    this.#options = options;
    this.#draftId = options.newId();
    const base = { ...options.saved, kit: editable(options.saved.kit) };
    this.state = new Store<EditorState>({
      ...shown(base.kit, base),
      base,
      saving: { state: 'rest' },
      kept: true,
      restoredFrom: undefined,
      aside: [],
    });
    this.#restore();
  }

  get kitId(): KitId {
    return this.#options.kitId;
  }

  /** Puts another value there; `undefined` takes it out. */
  set(place: Place, value: unknown): void {
    this.change(kit => withValueAt(kit, place, value));
  }

  insert(place: Place, index: number, item: unknown): void {
    this.change(kit => withValueAt(kit, place, inserted(listAt(kit, place), index, item)));
  }

  move(place: Place, from: number, to: number): void {
    this.change(kit => withValueAt(kit, place, moved(listAt(kit, place), from, to)));
  }

  remove(place: Place, index: number): void {
    this.change(kit => withValueAt(kit, place, without(listAt(kit, place), index)));
  }

  change(step: (kit: Kit) => Kit): void {
    const { kit, base, saving } = this.state.get();
    const next = step(kit);
    if (next === kit) return;
    const settled: Saving = saving.state === 'failed' ? { state: 'rest' } : saving;
    this.#update({ ...shown(next, base), saving: settled });
    this.#keep();
  }

  /** Saves a new version. Answers what stands in the way, if the kit cannot be saved like this. */
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

  /** After a conflict: what stands here becomes the version after theirs. */
  async keepMine(): Promise<Remark | undefined> {
    const { saving } = this.state.get();
    if (saving.state !== 'conflict') return undefined;
    this.#rebase(saving.theirs);
    return this.save();
  }

  /** After a conflict: theirs is shown, and what stood here is put aside. */
  loadTheirs(): void {
    const { saving } = this.state.get();
    if (saving.state !== 'conflict') return;
    this.#putAside();
    this.#show(saving.theirs);
  }

  /** The page learnt of a version that was saved elsewhere. */
  learn(saved: KitAtVersion): void {
    const { base, dirty, saving } = this.state.get();
    if (saved.version <= base.version || saving.state === 'sending') return;
    const theirs = { ...saved, kit: editable(saved.kit) };
    if (dirty) this.#update({ saving: { state: 'conflict', theirs } });
    else this.#show(theirs);
  }

  /** Goes back to what is saved; what was written stays at hand, put aside. */
  discard(): void {
    if (this.state.get().saving.state === 'sending') return;
    this.#putAside();
    this.#show(this.state.get().base);
  }

  /** Goes on with a text that was put aside; the one shown now takes its place there. */
  take(draftId: string): void {
    const draft = this.state.get().aside.find(each => each.draftId === draftId);
    if (!draft || this.state.get().saving.state === 'sending') return;
    this.#putAside();
    this.#open(draft);
    this.#keep();
  }

  /** Throws a text away that was put aside. */
  throwAway(draftId: string): void {
    this.#options.shelf?.drop(draftId);
    this.#update({ aside: this.state.get().aside.filter(draft => draft.draftId !== draftId) });
  }

  #restore(): void {
    const { shelf, now } = this.#options;
    if (!shelf) return;
    const { kit } = this.state.get();
    const [saved, drafts] = partition(shelf.list(now()), draft => sayTheSame(editable(draft.kit), kit));
    for (const { draftId } of saved) shelf.drop(draftId);
    const own = drafts.find(({ draftId }) => draftId === shelf.ownId());
    this.#update({ aside: drafts });
    if (own) this.#open(own);
  }

  /** Shows a kept draft on top of the newest version; where it was written on an older one, that is a conflict. */
  #open(draft: KeptDraft): void {
    const { base, aside } = this.state.get();
    const kit = editable(draft.kit);
    this.#takenOver = draft.draftId;
    this.#update({
      ...shown(kit, base),
      saving: draft.baseVersion < base.version ? { state: 'conflict', theirs: base } : { state: 'rest' },
      restoredFrom: draft.at,
      aside: aside.filter(({ draftId }) => draftId !== draft.draftId),
    });
  }

  #settle(saved: KitAtVersion): void {
    const { kit } = this.state.get();
    this.#update({
      ...shown(kit, saved),
      base: saved,
      saving: { state: 'rest' },
      restoredFrom: undefined,
    });
    this.#keep();
  }

  #fail(thrown: unknown): Remark | undefined {
    const error =
      thrown instanceof AppError
        ? thrown
        : new AppError('internal', errorTexts.kitNotSaved, { cause: thrown });
    if (error.code === 'conflict') {
      const current = Current.safeParse(error.details?.current);
      if (current.success) {
        const theirs = { ...current.data, kit: editable(current.data.kit) };
        this.#update({ saving: { state: 'conflict', theirs } });
        return undefined;
      }
    }
    const fields = error.code === 'invalid' ? RefusedFields.safeParse(error.details?.fields) : undefined;
    const refused = fields?.success ? refusals(keysInKit(fields.data)) : [];
    const { remarks } = this.state.get();
    this.#update({ saving: { state: 'failed', error }, ...withRemarks([...refused, ...remarks]) });
    return refused[0];
  }

  #rebase(base: KitAtVersion): void {
    this.#update({ ...shown(this.state.get().kit, base), base, saving: { state: 'rest' } });
    this.#keep();
  }

  #show(saved: KitAtVersion): void {
    this.#update({
      ...shown(saved.kit, saved),
      base: saved,
      saving: { state: 'rest' },
      restoredFrom: undefined,
    });
  }

  /** What stands here now is kept as a text of its own, and offered again. */
  #putAside(): void {
    const { shelf, now, newId } = this.#options;
    const { kit, base, aside, dirty } = this.state.get();
    if (!dirty) return;
    const draft = { draftId: this.#draftId, baseVersion: base.version, at: now(), kit };
    shelf?.keep(draft);
    shelf?.disown();
    this.#dropTakenOver();
    this.#draftId = newId();
    this.#update({ aside: [draft, ...aside] });
  }

  #keep(): void {
    const { shelf, now } = this.#options;
    if (!shelf) return;
    const { kit, base, dirty } = this.state.get();
    const kept = !dirty || shelf.keep({ draftId: this.#draftId, baseVersion: base.version, at: now(), kit });
    if (!dirty) shelf.drop(this.#draftId);
    if (kept) this.#dropTakenOver();
    this.#update({ kept });
  }

  #dropTakenOver(): void {
    if (this.#takenOver !== undefined) this.#options.shelf?.drop(this.#takenOver);
    this.#takenOver = undefined;
  }

  #update(part: Partial<EditorState>): void {
    this.state.update(state => ({ ...state, ...part }));
  }
}

function shown(kit: Kit, base: KitAtVersion) {
  return { kit, dirty: !sayTheSame(kit, base.kit), ...withRemarks(remarksOn(kit)) };
}

function withRemarks(remarks: readonly Remark[]) {
  return { remarks, remarksByPlace: byPlace(remarks) };
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter(item => !belongs(item))];
}

/** The server names fields from the top of the request, in which the kit is one. */
function keysInKit(fields: Readonly<Record<string, string>>): Record<string, string> {
  const inKit = Object.entries(fields).filter(([key]) => key.startsWith('kit.'));
  return Object.fromEntries(inKit.map(([key, message]) => [key.slice('kit.'.length), message]));
}
