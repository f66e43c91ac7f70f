import { describe, expect, it } from 'vitest';
import { clipPath, readClip } from '../../../client/core/report/clipAddress.ts';
import {
  answerEvidence,
  clipAt,
  clipBasis,
  clipOfWords,
  levelReached,
  newPoint,
  notedEvidence,
  trimWindow,
  withEnd,
  withMomentKind,
  withMomentOf,
  writtenEvidence,
} from '../../../client/core/report/evidence.ts';
import { SpanPlayer } from '../../../client/core/report/spanPlayer.ts';
import type { SyncedPlayer } from '../../../client/core/review/syncedPlayer.ts';
import { Store } from '../../../client/core/store.ts';
import { MediaFileId } from '../../../shared/ids.ts';
import {
  PointId,
  REPORT_LIMITS,
  type ReportPoint,
  ReportPoint as ReportPointSchema,
} from '../../../shared/report/reportContent.ts';
import { madeUpReview, NAMES, unplayableReview } from '../../support/madeUpReview.ts';
import { madeUpWorkspace } from '../../support/servedReport.ts';

const file = (letter: string) => MediaFileId.parse(letter.repeat(32));
const REVIEW = madeUpReview({
  files: { candidate: file('a'), asker: file('b') },
  raters: ['lead', 'evaluator'],
});
const WORKSPACE = madeUpWorkspace(REVIEW);
const MINUTE = 60_000;

describe('a clip of words', () => {
  it.each([
    ['has a margin', { fromMs: 20_000, toMs: 34_000 }, { fromMs: 19_500, toMs: 34_500 }],
    ['is long enough for a report', { fromMs: 20_000, toMs: 21_000 }, { fromMs: 19_500, toMs: 29_500 }],
    ['is short enough for a report', { fromMs: 20_000, toMs: 90_000 }, { fromMs: 19_500, toMs: 49_500 }],
    ['starts with the recording', { fromMs: 200, toMs: 1_000 }, { fromMs: 0, toMs: 10_000 }],
    ['ends with the recording', { fromMs: 119_000, toMs: 120_000 }, { fromMs: 110_000, toMs: 120_000 }],
  ])('%s', (_what, words, clip) => {
    expect(clipOfWords(words, 120_000)).toEqual(clip);
  });

  it('belongs to the question that was open', () => {
    const [first, second] = REVIEW.chapters;
    const clip = clipOfWords(
      { fromMs: second?.fromMs ?? 0, toMs: (second?.fromMs ?? 0) + 12_000 },
      REVIEW.durationMs,
    );
    expect(clipBasis(REVIEW, clip)).toEqual({ questionId: second?.questionId, clip });
    expect(newPoint(WORKSPACE, clipBasis(REVIEW, clip), PointId.parse('p')).moment).toEqual({
      kind: 'clip',
      ...clip,
    });
    const early = { ...REVIEW, chapters: REVIEW.chapters.filter(chapter => chapter !== first) };
    expect(clipBasis(early, { fromMs: 0, toMs: 10_000 })).toEqual({ clip: { fromMs: 0, toMs: 10_000 } });
  });

  it('is read from an address, if it is one', () => {
    const clip = { fromMs: 19_500, toMs: 34_500 };
    const address = clipPath(WORKSPACE.interviewId, clip);
    expect(readClip(address.slice(address.indexOf('#')))).toEqual(clip);
    for (const hash of ['', '#clip=5-5', '#clip=-1-9', '#clip=1-x', '#t=5'])
      expect(readClip(hash)).toBeUndefined();
  });
});

describe('the evidence for a report', () => {
  it('contains the notes of both evaluators, question by question, with their times in the recording', () => {
    const noted = notedEvidence(WORKSPACE, REVIEW);
    const markers = REVIEW.markers.flatMap(marker => (marker.kind === 'note' ? [marker] : []));
    expect(noted).toHaveLength(markers.length);
    expect(new Set(noted.map(({ by }) => by))).toEqual(new Set([NAMES.lead, NAMES.evaluator]));
    const order = WORKSPACE.chosen.kit.questions.map(({ id }) => id);
    const paths = noted.map(({ questionId }) => order.indexOf(questionId));
    expect(paths).toEqual(paths.toSorted((a, b) => a - b));
    for (const { atMs, clip, id } of noted) {
      expect(atMs).toBe(markers.find(({ markerId }) => markerId === id)?.atMs);
      // The noted words were heard shortly before.
      expect(clip?.fromMs).toBeLessThan(atMs ?? 0);
      expect(clip?.toMs).toBeGreaterThan(atMs ?? 0);
    }
  });

  it('contains written answers as quotations within the length limit', () => {
    const [first, second] = WORKSPACE.chosen.kit.questions.map(({ id }) => id);
    if (!first || !second) throw new Error('There are questions.');
    const workspace = { ...WORKSPACE, written: { [first]: 'I read the plan. '.repeat(100) } };
    expect(writtenEvidence(workspace, second)).toBeUndefined();
    const evidence = writtenEvidence(workspace, first);
    if (!evidence) throw new Error('The first was answered.');
    const { moment, questionId } = newPoint(workspace, evidence, PointId.parse('p'));
    expect(questionId).toBe(first);
    expect(moment).toEqual({
      kind: 'quotation',
      text: 'I read the plan. '.repeat(100).slice(0, REPORT_LIMITS.quotation),
    });
  });

  it('has no clips when the recording was deleted, and keeps the notes', () => {
    const erased = unplayableReview({ state: 'erased' });
    const noted = notedEvidence(WORKSPACE, erased);
    expect(noted).toHaveLength(notedEvidence(WORKSPACE, REVIEW).length);
    expect(noted.every(({ clip }) => clip === undefined)).toBe(true);
    for (const { id } of WORKSPACE.chosen.kit.questions) expect(answerEvidence(erased, id)).toEqual([]);
  });

  it('becomes a point with question, competency, and the level from the evaluators, without their words', () => {
    const noted = notedEvidence(WORKSPACE, REVIEW).find(({ text }) => text !== '');
    if (!noted) throw new Error('No one noted anything.');
    const made = newPoint(WORKSPACE, noted, PointId.parse('p'));
    expect(made).toMatchObject({ questionId: noted.questionId, seen: '', action: '' });
    expect(made.competencyId).toBeDefined();
    expect(made.moment).toEqual({ kind: 'clip', ...noted.clip });
    expect(JSON.stringify(made)).not.toContain(noted.text);
  });
});

describe('a point with a new moment', () => {
  const [first, second] = WORKSPACE.chosen.kit.competencies.map(({ id }) => id);
  const evidence = notedEvidence(WORKSPACE, REVIEW).find(({ clip }) => clip);
  if (!first || !second || !evidence) throw new Error('There is nothing to rest on.');
  const point: ReportPoint = {
    pointId: PointId.parse('p'),
    questionId: WORKSPACE.chosen.kit.questions[0]?.id,
    competencyId: evidence.competencyId === first ? second : first,
    reached: 2,
    moment: { kind: 'quotation', text: 'I measured it.' },
    seen: 'It was measured.',
    action: 'Say the number first.',
  };

  it('keeps competency, level, and text, and takes question and moment', () => {
    expect(withMomentOf(WORKSPACE, point, evidence)).toEqual({
      ...point,
      questionId: evidence.questionId,
      moment: { kind: 'clip', ...evidence.clip },
      otherMoment: point.moment,
    });
  });

  it('gets a competency and level when it has none, with the level of the table', () => {
    const { competencyId: _none, reached: _neither, ...open } = point;
    const { competencyId, reached } = withMomentOf(WORKSPACE, open, evidence);
    expect(competencyId).toBeDefined();
    expect(reached).toBe(competencyId && levelReached(WORKSPACE, competencyId));
  });

  it('loses nothing when it changes between clip and quotation', () => {
    const clip = { ...point, moment: { kind: 'clip', fromMs: 1_000, toMs: 20_000 } } as const;
    const asQuotation = withMomentKind(clip, 'quotation');
    expect(asQuotation.moment).toEqual({ kind: 'quotation', text: '' });
    expect(withMomentKind(asQuotation, 'clip').moment).toEqual(clip.moment);
    const typed = { ...asQuotation, moment: { kind: 'quotation', text: 'I measured it.' } } as const;
    const andBack = withMomentKind(withMomentKind(typed, 'clip'), 'quotation');
    expect(andBack.moment).toEqual(typed.moment);
    expect(withMomentKind(andBack, 'clip').moment).toEqual(clip.moment);
    expect(withMomentKind(clip, 'clip')).toBe(clip);
    // A moment that was never chosen is missing, not invented.
    expect(withMomentKind(point, 'clip').moment).toBeUndefined();
    expect(ReportPointSchema.parse(andBack)).toEqual(andBack);
  });
});

describe('a clip', () => {
  it('lies within the recording wherever it is proposed', () => {
    expect(clipAt(-5_000, 20_000, 10 * MINUTE)).toEqual({ fromMs: 0, toMs: 20_000 });
    expect(clipAt(10 * MINUTE, 20_000, 10 * MINUTE)).toEqual({ fromMs: 580_000, toMs: 600_000 });
    expect(clipAt(3_000, 20_000, 8_000)).toEqual({ fromMs: 0, toMs: 8_000 });
  });

  it('stays between 10 and 30 seconds however an end is moved', () => {
    const clip = { fromMs: 60_000, toMs: 80_000 };
    for (const end of ['fromMs', 'toMs'] as const)
      for (const atMs of [-MINUTE, 0, 45_000, 69_999, 75_000, 95_000, 9 * MINUTE]) {
        const { fromMs, toMs } = withEnd(clip, end, atMs, 2 * MINUTE);
        expect(toMs - fromMs).toBeGreaterThanOrEqual(REPORT_LIMITS.clipMinMs);
        expect(toMs - fromMs).toBeLessThanOrEqual(REPORT_LIMITS.clipMaxMs);
        expect(fromMs).toBeGreaterThanOrEqual(0);
        expect(toMs).toBeLessThanOrEqual(2 * MINUTE);
      }
    expect(withEnd(clip, 'toMs', 85_000, 2 * MINUTE)).toEqual({ fromMs: 60_000, toMs: 85_000 });
  });

  it('is shown with space on both sides for the longest one', () => {
    const shown = trimWindow({ fromMs: 60_000, toMs: 80_000 }, 10 * MINUTE);
    expect(60_000 - shown.fromMs).toBeGreaterThan(REPORT_LIMITS.clipMaxMs - 20_000);
    expect(shown.toMs - 80_000).toBeGreaterThan(REPORT_LIMITS.clipMaxMs - 20_000);
  });
});

describe('a played part', () => {
  /** A fake player at the position that the test sets. */
  function stage() {
    const position = new Store(0);
    const player = {
      position,
      wantsToPlay: false,
      play: () => {
        player.wantsToPlay = true;
      },
      pause: () => {
        player.wantsToPlay = false;
      },
      seekTo: (ms: number) => position.set(ms),
    };
    const session = {
      // The part of the player that is used here.
      player: new Store<SyncedPlayer | undefined>(player as unknown as SyncedPlayer),
      position,
    };
    return { player, position, session, played: new SpanPlayer(session) };
  }
  const SPAN = { fromMs: 60_000, toMs: 80_000 };

  it('starts at its start and stops at its end', () => {
    const { played, player, position } = stage();
    played.play(SPAN);
    expect([position.get(), player.wantsToPlay]).toEqual([60_000, true]);
    position.set(79_900);
    expect(player.wantsToPlay).toBe(true);
    position.set(80_020);
    expect(player.wantsToPlay).toBe(false);
    expect(played.span.get()).toBeUndefined();
  });

  it('lets the replay continue past its end after someone has seeked', () => {
    const { played, player, position } = stage();
    played.play(SPAN);
    position.set(5_000);
    expect(played.span.get()).toBeUndefined();
    position.set(90_000);
    expect(player.wantsToPlay).toBe(true);
  });

  it('ends when another player replaces it, and does nothing once it is closed', () => {
    const { played, player, position, session } = stage();
    played.play(SPAN);
    session.player.set(undefined);
    expect(played.span.get()).toBeUndefined();
    played.play(SPAN);
    expect(played.span.get()).toBeUndefined();
    played.close();
    played.close();
    player.wantsToPlay = true;
    position.set(100_000);
    expect(player.wantsToPlay).toBe(true);
  });
});
