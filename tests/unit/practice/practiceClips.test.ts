import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PracticeClips } from '../../../server/features/practice/PracticeClips.ts';
import type { LibraryProgress } from '../../../server/features/recruiter/clips/ClipLibrary.ts';
import type { ClipRequest } from '../../../server/features/recruiter/clips/clipRequest.ts';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { interviewKitOf, type Kit } from '../../../shared/kit/kit.ts';
import { ANY_ROLE, KitId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { practiceKitOf, practiceLines } from '../../../shared/practice/practiceKit.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { ClipId } from '../../../shared/recruiter/clip.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { InterviewLog } from '../../support/interviewLog.ts';
import { practiceableKit } from '../../support/practiceKit.ts';

const LOOP = 'What the home page shows';
const { voice, pace } = DEFAULT_RECRUITER;
const KIT_ID = KitId.parse('practiced-kit');

/** A clip library that records requests, and has the clips that a test lists. */
class NotedLibrary {
  readonly orders: { texts: string[]; priority: string }[] = [];
  /** Texts whose clips are ready or have failed permanently. */
  readonly ready = new Set<string>();
  readonly failed = new Set<string>();
  /** Clips whose progress was requested last. */
  counted: readonly string[] = [];

  order(requests: readonly ClipRequest[], priority: 'now' | 'soon' | 'ahead') {
    const texts = requests.flatMap(request => (request.kind === 'silent' ? [] : [request.text]));
    this.orders.push({ texts, priority });
    const clipIds = requests.map(request => (request.kind === 'silent' ? 'silent' : request.text) as ClipId);
    return { clipIds, settled: Promise.resolve() };
  }

  progressOf(clipIds: readonly ClipId[]): LibraryProgress {
    this.counted = clipIds;
    const texts = [...new Set<string>(clipIds)].filter(text => text !== 'silent');
    const failed = texts.filter(text => this.failed.has(text));
    return {
      total: texts.length,
      ready: texts.filter(text => this.ready.has(text)).length,
      failed: failed.map(clipId => ({ clipId: clipId as ClipId, reason: 'render-failed', message: '' })),
      fallback: [],
    };
  }

  with(priority: 'now' | 'soon' | 'ahead'): string[] {
    return this.orders.filter(order => order.priority === priority).flatMap(({ texts }) => texts);
  }
}

let library: NotedLibrary;
let versions: Map<number, Kit>;
let published: number | undefined;
/** Versions that are public as separate roles, instead of `published`. */
let roles: number[] | undefined;
let changed: () => void;
let clips: PracticeClips;

beforeEach(() => {
  library = new NotedLibrary();
  versions = new Map([[1, practiceableKit()]]);
  published = 1;
  roles = undefined;
});
afterEach(() => clips.close());

function open(): void {
  clips = new PracticeClips({
    library,
    portrait: { kind: 'portrait', text: LOOP, voice, pace },
    kits: {
      findVersion: async (kitId, version) => {
        const kit = versions.get(version);
        return (
          kit && { kitId, version, kit, builtIn: false, archived: false, updatedAt: 0, teamId: undefined }
        );
      },
    },
    published: {
      published: async () =>
        (roles ?? (published === undefined ? [] : [published])).map((version, index) => ({
          kitId: index === 0 ? KIT_ID : ANY_ROLE,
          slug: Slug.parse(`role-${index}`),
          version,
        })),
      subscribe: listener => {
        changed = listener;
        return () => {};
      },
    },
    recordingsOf: async () => new Map(),
    logger: pino({ level: 'silent' }),
  });
}

describe('clips for practice interviews', () => {
  it('are requested ahead, once, for every line that a practice interview with a public kit can need', async () => {
    open();
    await clips.poll();
    const [kit] = versions.values();
    const needed = practiceLines(interviewKitOf(kit as Kit)).map(({ text }) => text);
    expect(new Set(library.with('ahead'))).toEqual(new Set([...needed, LOOP]));
    const orders = library.orders.length;
    await clips.poll();
    expect(library.orders).toHaveLength(orders);
  });

  it('are requested in the order of need: all openings and first questions, then the loop, all questions, and the rest', async () => {
    const kit = practiceableKit();
    const other = {
      ...kit,
      role: 'Another role',
      questions: kit.questions.map(one => ({ ...one, text: `${one.text} Really?` })),
    };
    versions.set(2, other);
    roles = [1, 2];
    open();
    await clips.poll();
    const texts = library.with('ahead');
    const at = (text: string | undefined) => texts.indexOf(text ?? '');
    const lines = [kit, other].map(one => practiceLines(interviewKitOf(one)));
    const of = (wanted: (key: string) => boolean) =>
      lines.flatMap(all => all.filter(({ key }) => wanted(key)).map(({ text }) => at(text)));
    const openings = of(key => key === 'greeting' || key === 'consent');
    const questions = of(key => key.startsWith('question.'));
    const rest = of(key => key === 'closing' || key.startsWith('reassurance.'));
    const home = at(other.questions[0]?.text);
    expect(Math.max(...openings)).toBeLessThan(Math.min(...questions.filter(index => index !== home)));
    expect(Math.max(at(kit.questions[0]?.text), at(other.questions[0]?.text))).toBeLessThan(
      Math.min(at(kit.questions[1]?.text), at(other.questions[1]?.text)),
    );
    expect(Math.max(...questions)).toBeLessThan(Math.min(...rest));
    expect(at(LOOP)).toBeGreaterThan(at(kit.questions[0]?.text));
    expect(at(LOOP)).toBeLessThan(at(kit.questions[1]?.text));
  });

  it('show how many lines are ready, without silent clips and the loop', async () => {
    open();
    await clips.poll();
    library.ready.add(LOOP);
    library.ready.add(practiceableKit().questions[0]?.text ?? '');
    const lines = new Set(library.with('ahead').filter(text => text !== LOOP));
    expect(clips.published()).toEqual({ total: lines.size, done: 1 });
    expect(new Set(library.counted)).toEqual(lines);
  });

  it('start with those of the home page’s question, before all other roles', async () => {
    const kit = practiceableKit();
    const [opener, ...others] = kit.questions.map(one => ({ ...one, text: `${one.text} Really?` }));
    const id = QuestionId.parse('about-yourself');
    const anyRole = { ...kit, role: 'Common questions', questions: [...others, { ...opener, id }] } as Kit;
    versions.set(2, anyRole);
    roles = [1, 2];
    open();
    await clips.poll();
    const { script, questions } = practiceKitOf(interviewKitOf(anyRole), {
      questionIds: [id],
      length: 'question',
      purpose: 'self',
    });
    expect(library.with('ahead').slice(0, 2)).toEqual([script.greeting, questions[0]?.text]);
  });

  it('include the questions that only the guide has, after those of all interviews', async () => {
    const kit = practiceableKit();
    const [subject, ...subjects] = kit.guide.questions;
    const question = 'What does only the guide ask?';
    const questions = [{ ...subject, question }, ...subjects] as Kit['guide']['questions'];
    versions.set(1, { ...kit, guide: { ...kit.guide, questions } });
    open();
    await clips.poll();
    const texts = library.with('ahead');
    const at = texts.indexOf(question);
    expect(at).toBeGreaterThan(Math.max(...kit.questions.map(({ text }) => texts.indexOf(text))));
    const closings = practiceLines(interviewKitOf(kit)).filter(({ key }) => key === 'closing');
    expect(at).toBeLessThan(Math.min(...closings.map(({ text }) => texts.indexOf(text))));
  });

  it('are requested again when the kit is saved, and when one is published', async () => {
    published = undefined;
    open();
    await clips.poll();
    expect(library.orders).toEqual([]);
    published = 1;
    changed();
    await clips.poll();
    expect(library.with('ahead')).toContain(practiceableKit().questions[0]?.text);
    const kit = practiceableKit();
    versions.set(2, { ...kit, questions: kit.questions.map(one => ({ ...one, text: 'And what is new?' })) });
    published = 2;
    await clips.poll();
    expect(library.orders.at(-1)?.texts).toContain('And what is new?');
  });
});

describe('a practice attempt', () => {
  const kit = interviewKitOf(exampleKit());
  const [first, second, third] = kit.questions;
  const attempt = practiceKitOf(kit, {
    questionIds: kit.questions.slice(0, 3).map(({ id }) => id),
    length: 'short',
    purpose: 'self',
  });
  let state: InterviewState;

  beforeEach(async () => {
    open();
    await clips.poll();
    const log = new InterviewLog()
      .add('kit.chosen', { kitId: KIT_ID, version: 1, kit: attempt })
      .add('recruiter.assigned', { settings: { ...DEFAULT_RECRUITER, practice: false } });
    state = reduceAll(log.events) as InterviewState;
    library.orders.length = 0;
  });

  it('waits only for the lines up to its first question, and then needs those up to the second', async () => {
    await clips.progress(state);
    const { greeting, consent, instructions, acknowledgements, closing } = attempt.script;
    expect(library.with('now')).toEqual([greeting, consent, instructions, first?.text]);
    expect(library.with('soon')).toEqual(
      expect.arrayContaining([
        second?.text,
        ...acknowledgements,
        ...(first?.probes ?? []).map(({ text }) => text),
      ]),
    );
    expect(library.with('ahead')).toEqual(expect.arrayContaining([third?.text, closing]));
    expect(library.with('soon')).not.toContain(third?.text);
  });

  it('is ready when all of them are ready or have failed permanently', async () => {
    expect(await clips.progress(state)).toMatchObject({ progress: 0 });
    const needed = [...new Set(library.with('now'))];
    const [lost = '', ...others] = needed;
    for (const text of others.slice(1)) library.ready.add(text);
    expect((await clips.progress(state)).progress).toBeCloseTo((needed.length - 2) / needed.length);
    library.ready.add(others[0] ?? '');
    library.failed.add(lost);
    expect((await clips.progress(state)).progress).toBe(1);
  });
});
