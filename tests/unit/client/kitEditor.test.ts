import { describe, expect, it } from 'vitest';
import { inserted, listAt, withValueAt } from '../../../client/core/editor/fieldPath.ts';
import { KitDrafts } from '../../../client/core/kit/kitDrafts.ts';
import { type KitAtVersion, KitEditor } from '../../../client/core/kit/kitEditor.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Kit } from '../../../shared/kit/kit.ts';
import { KitId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RouteInput } from '../../../shared/protocol/http.ts';
import { earlierKit, exampleKit } from '../../support/exampleKit.ts';
import { MemoryStorage } from '../../support/memoryStorage.ts';

const KIT_ID = KitId.parse('a-kit');
const DAY_MS = 86_400_000;

/** A fake server with one kit, and a fake browser with storage. */
class Bench {
  newest: KitAtVersion = { version: 1, kit: exampleKit() };
  readonly local = new MemoryStorage();
  now = 1_000_000;
  failure: AppError | undefined;
  /** Runs while a save is pending. */
  meanwhile: () => void = () => undefined;
  #lastId = 0;

  open(session = new MemoryStorage(), saved: KitAtVersion = this.newest): KitEditor {
    return new KitEditor({
      kitId: KIT_ID,
      saved,
      drafts: new KitDrafts({ userId: 'olga', kitId: KIT_ID, local: this.local.safe, session: session.safe }),
      send: params => this.#save(params),
      now: () => this.now,
      newId: () => `draft-${++this.#lastId}`,
    });
  }

  async #save({ expectedVersion, kit }: RouteInput<'kits.save'>) {
    this.meanwhile();
    if (this.failure) throw this.failure;
    if (expectedVersion !== this.newest.version) throw AppError.conflict(undefined, this.newest);
    this.newest = { version: expectedVersion + 1, kit: kit as Kit };
    return { kitId: KIT_ID, version: this.newest.version };
  }
}

const tip = (editor: KitEditor) => editor.state.get().kit.guide.expertTip;
const write = (editor: KitEditor, text: string) => editor.set(['guide', 'expertTip'], text);
const saving = (editor: KitEditor) => editor.state.get().saving.state;

it('a list that a kit leaves out is the same empty list each time, and gets its first item', () => {
  const kit = exampleKit();
  const path = ['questions', 0, 'mentions'];
  expect(kit.questions[0]?.mentions).toBeUndefined();
  expect(listAt(kit, path)).toBe(listAt(kit, path));
  const next = withValueAt(kit, path, inserted(listAt(kit, path), 0, 'A timeout'));
  expect(next.questions[0]?.mentions).toEqual(['A timeout']);
});

describe('saving a kit', () => {
  it('has nothing to save when deleted parts were restored, in any order', () => {
    const bench = new Bench();
    const path = ['guide', 'questions', 0] as const;
    const practice = QuestionId.parse('question-1');
    const saved = { version: 1, kit: withValueAt(exampleKit(), [...path, 'practice'], practice) };
    const editor = bench.open(new MemoryStorage(), saved);
    const { code } = saved.kit.guide.questions[0] ?? {};
    editor.set([...path, 'code'], undefined);
    expect(editor.state.get().dirty).toBe(true);
    editor.set([...path, 'code'], code);
    expect(editor.state.get().dirty).toBe(false);
  });

  it('creates the next version, and typing the saved text again leaves nothing to save', async () => {
    const bench = new Bench();
    const editor = bench.open();
    const before = tip(editor);
    write(editor, 'Sleep well.');
    expect(editor.state.get().dirty).toBe(true);
    await editor.save();
    expect(bench.newest).toMatchObject({ version: 2, kit: { guide: { expertTip: 'Sleep well.' } } });
    expect(editor.state.get()).toMatchObject({ dirty: false, base: { version: 2 } });
    write(editor, before);
    write(editor, 'Sleep well.');
    expect(editor.state.get().dirty).toBe(false);
  });

  it('keeps text that is typed during a save as unsaved', async () => {
    const bench = new Bench();
    const editor = bench.open();
    write(editor, 'First.');
    bench.meanwhile = () => write(editor, 'Second.');
    await editor.save();
    expect(bench.newest.kit.guide.expertTip).toBe('First.');
    expect(tip(editor)).toBe('Second.');
    expect(editor.state.get().dirty).toBe(true);
  });

  it('accepts a draft with findings, and rejects one that violates the schema with the position', async () => {
    const bench = new Bench();
    const editor = bench.open();
    editor.set(['competencies', 0, 'anchors', 2], '');
    expect(await editor.save()).toBeUndefined();
    expect(bench.newest.version).toBe(2);
    editor.set(['level'], '');
    expect(await editor.save()).toMatchObject({ severity: 'invalid', path: ['level'] });
    expect(bench.newest.version).toBe(2);
  });

  it('keeps everything without a connection, and works again later', async () => {
    const bench = new Bench();
    const editor = bench.open();
    write(editor, 'On a train.');
    bench.failure = AppError.unavailable();
    await editor.save();
    expect(editor.state.get()).toMatchObject({ dirty: true, saving: { state: 'failed' } });
    bench.failure = undefined;
    await editor.save();
    expect(bench.newest.kit.guide.expertTip).toBe('On a train.');
  });

  it('shows an error of the server at its field until the field is changed', async () => {
    const bench = new Bench();
    const editor = bench.open();
    write(editor, 'Fine here.');
    bench.failure = new AppError('invalid', 'fields-invalid', {
      values: { fields: ['kit.guide.expertTip'] },
      details: { fields: { 'kit.guide.expertTip': { reason: 'text-too-long', values: { maximum: 400 } } } },
    });
    expect(await editor.save()).toMatchObject({
      path: ['guide', 'expertTip'],
      message: 'Use at most 400 characters.',
    });
    expect(editor.state.get().remarksByPath.get('guide.expertTip')).toHaveLength(1);
    write(editor, 'Another.');
    expect(editor.state.get().remarksByPath.get('guide.expertTip')).toBeUndefined();
  });
});

describe('a kit conflict', () => {
  async function conflict(bench: Bench) {
    const mine = bench.open();
    const theirs = bench.open();
    write(theirs, 'Theirs.');
    await theirs.save();
    write(mine, 'Mine.');
    await mine.save();
    expect(saving(mine)).toBe('conflict');
    return mine;
  }

  it('sends nothing before someone decides', async () => {
    const bench = new Bench();
    const mine = await conflict(bench);
    await mine.save();
    expect(bench.newest).toMatchObject({ version: 2, kit: { guide: { expertTip: 'Theirs.' } } });
    expect(tip(mine)).toBe('Mine.');
  });

  it('makes my version the next one after theirs', async () => {
    const bench = new Bench();
    const mine = await conflict(bench);
    await mine.keepMine();
    expect(bench.newest).toMatchObject({ version: 3, kit: { guide: { expertTip: 'Mine.' } } });
    expect(mine.state.get().dirty).toBe(false);
  });

  it('loads their version, and mine can be restored, even by another page', async () => {
    const bench = new Bench();
    const mine = await conflict(bench);
    mine.loadTheirs();
    expect(tip(mine)).toBe('Theirs.');
    expect(mine.state.get().otherDrafts.map(({ kit }) => kit.guide.expertTip)).toEqual(['Mine.']);

    const later = bench.open();
    const [kept] = later.state.get().otherDrafts;
    expect(kept?.kit.guide.expertTip).toBe('Mine.');
    later.take(kept?.draftId ?? '');
    expect(tip(later)).toBe('Mine.');
    // It was written on version 1, so saving it over version 2 requires a decision.
    expect(saving(later)).toBe('conflict');
    await later.keepMine();
    expect(bench.newest).toMatchObject({ version: 3, kit: { guide: { expertTip: 'Mine.' } } });
  });

  it('shows a newer version immediately when nothing was typed, and asks otherwise', () => {
    const bench = new Bench();
    const [reading, writing] = [bench.open(), bench.open()];
    write(writing, 'Mine.');
    const newer = { version: 2, kit: exampleKit({ role: 'Gardener' }) };
    reading.receive(newer);
    writing.receive(newer);
    expect(reading.state.get()).toMatchObject({ dirty: false, kit: { role: 'Gardener' } });
    expect(saving(writing)).toBe('conflict');
    expect(tip(writing)).toBe('Mine.');
  });
});

describe('an unsaved kit draft', () => {
  it('is restored automatically after a reload', () => {
    const bench = new Bench();
    const session = new MemoryStorage();
    write(bench.open(session), 'Half a sent');
    const again = bench.open(session);
    expect(tip(again)).toBe('Half a sent');
    expect(again.state.get()).toMatchObject({ dirty: true, restoredAt: bench.now });
  });

  it('of another tab is offered and not merged; each tab has its own', () => {
    const bench = new Bench();
    const [one, other] = [bench.open(), bench.open()];
    write(one, 'One.');
    write(other, 'Other.');
    const third = bench.open();
    expect(third.state.get().dirty).toBe(false);
    expect(
      third.state
        .get()
        .otherDrafts.map(({ kit }) => kit.guide.expertTip)
        .sort(),
    ).toEqual(['One.', 'Other.']);
  });

  it('is deleted when it is saved and when it is discarded', async () => {
    const bench = new Bench();
    const session = new MemoryStorage();
    const editor = bench.open(session);
    write(editor, 'Saved soon.');
    await editor.save();
    expect(bench.local.length).toBe(0);
    write(editor, 'Regretted.');
    editor.discard();
    expect(tip(editor)).toBe('Saved soon.');
    const [regretted] = editor.state.get().otherDrafts;
    editor.deleteDraft(regretted?.draftId ?? '');
    expect(bench.local.length).toBe(0);
  });

  it('is offered and not shown after it was set aside and the page was reloaded', () => {
    const bench = new Bench();
    const session = new MemoryStorage();
    const editor = bench.open(session);
    write(editor, 'Put otherDrafts.');
    editor.discard();
    const again = bench.open(session);
    expect(again.state.get().dirty).toBe(false);
    expect(again.state.get().otherDrafts.map(({ kit }) => kit.guide.expertTip)).toEqual(['Put otherDrafts.']);
  });

  it('is restored when an earlier version of this page saved it', () => {
    const bench = new Bench();
    const question = { question: 'What is caching?', answer: 'Half an ans' };
    const kit = earlierKit([question]);
    bench.local.safe.write(
      `vivavoce.kit-draft.olga.${KIT_ID}.old`,
      JSON.stringify({ baseVersion: 1, at: bench.now, kit }),
    );
    const editor = bench.open();
    editor.take('old');
    expect(editor.state.get().kit.guide.questions).toMatchObject([{ id: 'what-is-caching', ...question }]);
    expect(editor.state.get().dirty).toBe(true);
  });

  it('is deleted after a month, and never shown to someone else', () => {
    const bench = new Bench();
    write(bench.open(), 'Old.');
    const shelfOf = (userId: string) =>
      new KitDrafts({ userId, kitId: KIT_ID, local: bench.local.safe, session: new MemoryStorage().safe });
    expect(shelfOf('nora').list(bench.now)).toEqual([]);
    expect(shelfOf('olga').list(bench.now)).toHaveLength(1);
    expect(shelfOf('olga').list(bench.now + 31 * DAY_MS)).toEqual([]);
    expect(bench.local.length).toBe(0);
  });

  it('is reported as not stored when the browser refuses storage', () => {
    const bench = new Bench();
    const editor = bench.open();
    bench.local.full = true;
    write(editor, 'Nowhere to go.');
    expect(editor.state.get().stored).toBe(false);
    expect(tip(editor)).toBe('Nowhere to go.');
  });
});
