import { afterEach, describe, expect, it, vi } from 'vitest';
import { mergeReports } from '../../../client/core/report/mergeReports.ts';
import {
  ReportEditor,
  reportDrafts,
  type SavedReport,
  STORE_INTERVAL_MS,
} from '../../../client/core/report/reportEditor.ts';
import { Settled } from '../../../client/core/settled.ts';
import { Store } from '../../../client/core/store.ts';
import { AppError } from '../../../shared/errors.ts';
import { InterviewId } from '../../../shared/ids.ts';
import { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import {
  EMPTY_REPORT,
  PointId,
  type ReportContent,
  type ReportPoint,
} from '../../../shared/report/reportContent.ts';
import { MemoryStorage } from '../../support/memoryStorage.ts';

const INTERVIEW = InterviewId.parse('00000000-0000-7000-8000-000000000001');
const [DEPTH, CLARITY] = [CompetencyId.parse('depth'), CompetencyId.parse('clarity')];
const FIRST = QuestionId.parse('first');

afterEach(() => {
  vi.useRealTimers();
});

function point(pointId: string, changes: Partial<ReportPoint> = {}): ReportPoint {
  return { pointId: PointId.parse(pointId), seen: '', action: '', ...changes };
}

function report(changes: Partial<ReportContent> = {}): ReportContent {
  return { ...EMPTY_REPORT, ...changes };
}

/** A fake server with one report, and browsers in which it is written. */
class Bench {
  newest: SavedReport;
  readonly local = new MemoryStorage();
  failure: AppError | undefined;
  /** Runs while a save is pending. */
  meanwhile: () => void = () => undefined;
  sent = 0;
  #lastId = 0;

  constructor(content = report({ headline: 'Begin' })) {
    this.newest = { version: 1, content };
  }

  open(saved = this.newest, local = this.local): ReportEditor {
    this.#lastId += 1;
    return new ReportEditor({
      saved,
      drafts: reportDrafts('olga', INTERVIEW, local.safe),
      send: ({ version, content }) => this.#save(version, content),
      now: () => 1_000_000,
      draftId: `draft-${this.#lastId}`,
    });
  }

  /** Another author saves. */
  saveElsewhere(changes: Partial<ReportContent>): void {
    const { content, version } = this.newest;
    this.newest = { version: version + 1, content: { ...content, ...changes } };
  }

  async #save(version: number, content: ReportContent) {
    this.sent += 1;
    this.meanwhile();
    if (this.failure) throw this.failure;
    if (version !== this.newest.version)
      throw AppError.conflict(undefined, { ...this.newest, savedBy: 'Uwe', savedAt: 5 });
    this.newest = { version: version + 1, content };
    return { version: version + 1, savedAt: 6 };
  }
}

const content = (editor: ReportEditor) => editor.state.get().content;
const saving = (editor: ReportEditor) => editor.state.get().saving;

describe('merging reports of two authors', () => {
  it('works field by field, with the additions of both to a list', () => {
    const base = report({ headline: 'Begin', keep: [point('a', { seen: 'Old' })], apart: [DEPTH] });
    const mine = report({ ...base, keep: [point('a', { seen: 'New' })], lines: { [FIRST]: 'A line' } });
    const theirs = report({
      headline: 'Theirs',
      keep: [point('a', { seen: 'Old', action: 'Do it' }), point('b')],
      apart: [CLARITY],
    });
    const merged = mergeReports({ base, mine, theirs });
    expect(merged.conflicts).toEqual([]);
    expect(merged.content).toEqual(
      report({
        headline: 'Theirs',
        keep: [point('a', { seen: 'New', action: 'Do it' }), point('b')],
        lines: { [FIRST]: 'A line' },
        apart: [CLARITY],
      }),
    );
  });

  it('keeps a point that one deleted and the other edited, and drops one that no one edited', () => {
    const base = report({ change: [point('a', { seen: 'Old' }), point('b')] });
    const mine = report({ change: [] });
    const theirs = report({ change: [point('a', { seen: 'More' }), point('b')] });
    const { content: merged, conflicts } = mergeReports({ base, mine, theirs });
    expect(merged.change).toEqual([point('a', { seen: 'More' })]);
    expect(conflicts).toEqual([]);
  });

  it('asks when both changed one field, and when three points are in two slots', () => {
    const base = report({ keep: [point('a')], tasks: [{ text: 'Read' }] });
    const mine = report({ keep: [point('a'), point('b')], tasks: [{ text: 'Read a book' }] });
    const theirs = report({ keep: [point('a'), point('c')], tasks: [{ text: 'Write' }] });
    const { content: merged, conflicts } = mergeReports({ base, mine, theirs });
    expect(conflicts).toEqual([
      { path: ['keep'], mine: mine.keep, theirs: theirs.keep },
      { path: ['tasks', 0, 'text'], mine: 'Read a book', theirs: 'Write' },
    ]);
    expect(merged.keep).toEqual(mine.keep);
  });

  it('asks nothing for one person in two tabs, one of which is a few words ahead', () => {
    const base = report({ headline: 'A' });
    const ahead = report({ headline: 'A clear answer' });
    const behind = report({ headline: 'A clear' });
    for (const [mine, theirs] of [
      [ahead, behind],
      [behind, ahead],
    ] as const)
      expect(mergeReports({ base, mine, theirs })).toEqual({ content: ahead, conflicts: [] });
  });
});

describe('autosave of a report', () => {
  it('saves once typing pauses, and typing the saved text again leaves nothing to save', async () => {
    vi.useFakeTimers();
    const bench = new Bench();
    const editor = bench.open();
    editor.set(['headline'], 'Begin w');
    editor.set(['headline'], 'Begin well');
    expect(editor.state.get().dirty).toBe(true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(bench.newest).toMatchObject({ version: 2, content: { headline: 'Begin well' } });
    expect(bench.sent).toBe(1);
    expect(editor.state.get()).toMatchObject({ dirty: false, saving: { state: 'idle' } });
    editor.set(['headline'], 'Begin');
    editor.set(['headline'], 'Begin well');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(bench.sent).toBe(1);
  });

  it('sends what was typed while a save was pending', async () => {
    const bench = new Bench();
    const editor = bench.open();
    bench.meanwhile = () => {
      bench.meanwhile = () => undefined;
      editor.set(['headline'], 'Second');
    };
    editor.set(['headline'], 'First');
    expect(await editor.flush()).toBe(true);
    expect(bench.newest).toMatchObject({ version: 3, content: { headline: 'Second' } });
  });

  it('retries automatically after the network was down, with the text stored in the browser', async () => {
    vi.useFakeTimers();
    const bench = new Bench();
    const editor = bench.open();
    bench.failure = new AppError('unavailable');
    editor.set(['headline'], 'Written offline');
    expect(await editor.flush()).toBe(false);
    expect(saving(editor)).toMatchObject({ state: 'failed' });

    const crashed = bench.open();
    expect(content(crashed).headline).toBe('Written offline');

    bench.failure = undefined;
    await vi.advanceTimersByTimeAsync(25_000);
    expect(bench.newest.content.headline).toBe('Written offline');
    expect(saving(editor)).toEqual({ state: 'idle' });
    expect(content(bench.open()).headline).toBe('Written offline');
  });

  it('writes to the browser periodically and not per key, and the rest when the page is left', () => {
    vi.useFakeTimers();
    const drafts = reportDrafts('olga', INTERVIEW, new MemoryStorage().safe);
    const kept: string[] = [];
    const editor = new ReportEditor({
      saved: { version: 1, content: report() },
      drafts: {
        list: now => drafts.list(now),
        remove: draftId => drafts.remove(draftId),
        write: draft => {
          kept.push(draft.content.headline);
          return drafts.write(draft);
        },
      },
      send: () => new Promise(() => undefined),
      now: () => 1_000_000,
      draftId: 'draft-1',
    });
    const type = (text: string) => {
      for (let length = 1; length <= text.length; length += 1) {
        editor.set(['headline'], text.slice(0, length));
        vi.advanceTimersByTime(STORE_INTERVAL_MS / 20);
      }
    };
    type('Forty keys of a headline, one by one now.');
    expect(kept.length).toBeLessThanOrEqual(4);
    vi.advanceTimersByTime(STORE_INTERVAL_MS);
    expect(kept.at(-1)).toBe('Forty keys of a headline, one by one now.');
    editor.set(['headline'], 'One more');
    editor.set(['headline'], 'One more thing');
    editor.storeNow();
    expect(kept.at(-1)).toBe('One more thing');
    editor.set(['headline'], 'The last words');
    editor.close();
    expect(kept.at(-1)).toBe('The last words');
  });

  it("states that nothing is stored when the browser can't store it", () => {
    const bench = new Bench();
    bench.local.full = true;
    const editor = bench.open();
    editor.set(['headline'], 'Anything');
    expect(editor.state.get().stored).toBe(false);
  });
});

describe('two authors of a report', () => {
  it('do not overwrite each other in different fields, and neither is asked', async () => {
    const bench = new Bench();
    const editor = bench.open();
    bench.saveElsewhere({ tasks: [{ text: 'Theirs' }] });
    editor.set(['headline'], 'Mine');
    await editor.flush();
    expect(bench.newest.content).toMatchObject({ headline: 'Mine', tasks: [{ text: 'Theirs' }] });
  });

  it('decide field by field when both changed one field; nothing is sent before', async () => {
    const bench = new Bench(report({ headline: 'Begin', lines: { [FIRST]: 'Line' } }));
    const editor = bench.open();
    bench.saveElsewhere({ headline: 'Theirs', lines: { [FIRST]: 'Their line' } });
    editor.set(['headline'], 'Mine');
    editor.set(['lines', FIRST], 'My own');
    expect(await editor.flush()).toBe(false);
    expect(saving(editor)).toMatchObject({ state: 'conflict', by: 'Uwe', conflicts: [{}, {}] });
    const { sent } = bench;
    editor.receive({ version: 9, content: report() });
    expect(await editor.flush()).toBe(false);
    expect(bench.sent).toBe(sent);

    editor.decide(['mine', 'theirs']);
    await editor.flush();
    expect(bench.newest).toMatchObject({
      version: 3,
      content: { headline: 'Mine', lines: { [FIRST]: 'Their line' } },
    });
  });

  it("see the other's saved text when they have not typed", () => {
    const bench = new Bench();
    const editor = bench.open();
    bench.saveElsewhere({ headline: 'Theirs' });
    editor.receive(bench.newest);
    expect(editor.state.get()).toMatchObject({ content: { headline: 'Theirs' }, dirty: false });
  });
});

describe('a report that was deleted with its interview', () => {
  it('deletes its draft in this browser, and accepts no more text', async () => {
    const bench = new Bench();
    const editor = bench.open();
    bench.failure = AppError.notFound('report of interview', INTERVIEW);
    editor.set(['headline'], 'Anything');
    expect(bench.local.length).toBe(1);
    await editor.flush();
    expect(saving(editor)).toEqual({ state: 'gone' });
    expect(bench.local.length).toBe(0);
    editor.set(['headline'], 'More');
    expect(bench.local.length).toBe(0);
  });
});

describe('a report editor that is closed', () => {
  it('saves what is unsaved, even when closed twice, and then starts nothing more', async () => {
    vi.useFakeTimers();
    const bench = new Bench();
    const editor = bench.open();
    editor.set(['headline'], 'The last words');
    editor.close();
    editor.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.newest.content.headline).toBe('The last words');
    const { sent } = bench;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(bench.sent).toBe(sent);
  });
});

describe('a debounced value', () => {
  it('does not change per key, but once the author pauses, and never after it was closed', () => {
    vi.useFakeTimers();
    const typed = new Store({ text: '', saving: false });
    const settled = new Settled(typed, () => typed.get().text, 250);
    const seen: string[] = [];
    settled.value.subscribe(() => seen.push(settled.value.get()));
    for (const text of ['W', 'Wo', 'Wor', 'Word']) {
      typed.update(state => ({ ...state, text }));
      vi.advanceTimersByTime(100);
    }
    expect(seen).toEqual([]);
    // Other changes do not postpone it.
    typed.update(state => ({ ...state, saving: true }));
    vi.advanceTimersByTime(150);
    expect(seen).toEqual(['Word']);
    typed.update(state => ({ ...state, text: 'Words' }));
    settled.close();
    settled.close();
    vi.advanceTimersByTime(1_000);
    expect(seen).toEqual(['Word']);
  });
});
