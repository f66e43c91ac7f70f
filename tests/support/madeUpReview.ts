import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BUILT_IN_KITS } from '../../server/features/kit/builtInKits.ts';
import { kitOfYaml } from '../../server/features/kit/kitYaml.ts';
import { reviewDelivery } from '../../server/features/recording/review/delivery.ts';
import { seededRandom } from '../../shared/agreement/estimate.ts';
import { InterviewId, type MediaFileId, NoteId, RecordingId, SeatId } from '../../shared/ids.ts';
import { type ChosenKit, interviewKitOf } from '../../shared/kit/kit.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { Gap, LevelStrip, Span } from '../../shared/recording/finished.ts';
import { eventMarkerId, noteMarkerId, ratingMarkerId } from '../../shared/recording/markers.ts';
import {
  type Caption,
  type Chapter,
  type Marker,
  Review,
  type ReviewTrack,
} from '../../shared/recording/review.ts';
import { mergedSpans, spansWithout } from '../../shared/recording/spans.ts';
import { type RatingValue, ratingKey } from '../../shared/rubric/rating.ts';
import type { NoteKind } from '../../shared/rubric/scorecard.ts';

const id = (number: number) => `00000000-0000-7000-8000-${`${number}`.padStart(12, '0')}`;
export const MADE_UP = {
  interviewId: InterviewId.parse(id(1)),
  recordingId: RecordingId.parse('a'.repeat(32)),
  candidate: SeatId.parse(id(11)),
  lead: SeatId.parse(id(12)),
  evaluator: SeatId.parse(id(13)),
  second: SeatId.parse(id(14)),
  /** When the interview opened and the recording started, in epoch milliseconds. */
  openedAt: Date.UTC(2026, 10, 24, 9, 0, 0),
  startedAt: Date.UTC(2026, 10, 24, 9, 1, 30),
};
export const NAMES = {
  candidate: 'Ada Candidate',
  lead: 'Grace Hopper',
  evaluator: 'Barbara Liskov',
  second: 'Edsger Dijkstra',
};
const RATERS = ['lead', 'evaluator', 'second'] as const;
export type Rater = (typeof RATERS)[number];

/** The kit of the made-up interview: texts of a built-in kit. */
export function madeUpKit(): ChosenKit {
  const yaml = readFileSync(path.join(BUILT_IN_KITS, 'backend-developer.yaml'), 'utf8');
  return { kitId: KitId.parse('backend-developer'), version: 1, kit: interviewKitOf(kitOfYaml(yaml)) };
}

interface MadeUpOptions {
  durationMs?: number;
  asks?: 'recruiter' | 'person';
  questions?: number;
  files: { candidate: MediaFileId; asker: MediaFileId; lead?: MediaFileId; screen?: MediaFileId };
  composed?: MediaFileId;
  /** Evaluators whose ratings and notes exist. */
  raters?: readonly Rater[];
}

const MINUTE = 60_000;
const STEP_MS = 100;

/** A plausible interview: questions, answers with pauses, a dropped connection, a mute, a break, and two evaluators. */
export function madeUpReview(options: MadeUpOptions): Review {
  const { asks = 'recruiter', durationMs = 24 * MINUTE, files, questions = 7, raters = [] } = options;
  const talk = conversation(durationMs, questions, asks);
  const stretches: Span[] = [
    { fromMs: 0, toMs: Math.round(durationMs * 0.55) },
    { fromMs: Math.round(durationMs * 0.6), toMs: durationMs },
  ];
  const gaps = gapsIn(durationMs);
  const heard = (spans: readonly Span[], own: readonly Gap[] = []) =>
    spansWithout(
      mergedSpans(spans),
      mergedSpans([...own.filter(({ kind }) => kind === 'audio'), ...between(stretches)]),
    );
  const candidate = track(
    files.candidate,
    'candidate',
    NAMES.candidate,
    { fromMs: 0, toMs: durationMs },
    {
      seatId: MADE_UP.candidate,
      gaps,
      ...voice(heard(talk.candidate, gaps), durationMs, 5),
    },
  );
  const asker = track(
    files.asker,
    asks === 'recruiter' ? 'recruiter' : 'interviewer',
    asks === 'recruiter' ? 'Virtual recruiter' : NAMES.lead,
    { fromMs: 0, toMs: durationMs },
    {
      ...(asks === 'person' && { seatId: MADE_UP.lead }),
      ...voice(heard(talk.asker), durationMs, 9),
    },
  );
  const tracks = [candidate, asker];
  if (files.lead) {
    const span = { fromMs: Math.round(durationMs * 0.4), toMs: durationMs };
    const off: Gap = {
      kind: 'video',
      reason: 'off',
      fromMs: span.fromMs,
      toMs: Math.round(durationMs * 0.62),
    };
    tracks.push(
      track(files.lead, 'interviewer', NAMES.lead, span, {
        seatId: MADE_UP.lead,
        gaps: [off],
        ...voice(
          heard([{ fromMs: durationMs * 0.63, toMs: durationMs * 0.63 + 14_000 }]),
          durationMs - span.fromMs,
          3,
          span.fromMs,
        ),
      }),
    );
  }
  if (files.screen) {
    const span = { fromMs: Math.round(durationMs * 0.3), toMs: Math.round(durationMs * 0.42) };
    tracks.push({
      ...track(files.screen, 'candidate', NAMES.candidate, span, {}),
      kind: 'screen',
      hasAudio: false,
    });
  }
  const delivery = reviewDelivery(tracks, talk.chapters, stretches, durationMs);
  return Review.parse({
    interviewId: MADE_UP.interviewId,
    title: 'Backend developer, first round',
    jobRole: 'Backend Developer',
    state: 'ready',
    recordingId: MADE_UP.recordingId,
    startedAt: MADE_UP.startedAt,
    durationMs,
    stretches,
    tracks,
    ...(options.composed && {
      composed: { fileId: options.composed, contentType: 'video/mp4', bytes: 61_000_000 },
    }),
    chapters: talk.chapters,
    markers: [
      ...happenings(durationMs, asks),
      ...raters.flatMap(rater => written(rater, talk.chapters)),
    ].toSorted((a, b) => a.atMs - b.atMs),
    captions:
      asks === 'recruiter'
        ? talk.captions.filter(({ fromMs }) => stretches.some(s => s.fromMs <= fromMs && fromMs < s.toMs))
        : [],
    ...(delivery && { delivery }),
    problems: [],
    jobs: [],
    may: { erase: true, download: true },
  });
}

/** A review without playable files. */
export function unplayableReview(changes: Partial<Review>): Review {
  return Review.parse({
    interviewId: MADE_UP.interviewId,
    title: 'Backend developer, first round',
    jobRole: 'Backend Developer',
    state: 'none',
    durationMs: 0,
    stretches: [],
    tracks: [],
    chapters: [],
    markers: [],
    captions: [],
    problems: [],
    jobs: [],
    may: { erase: true, download: true },
    ...changes,
  });
}

function conversation(durationMs: number, questions: number, asks: 'recruiter' | 'person') {
  const random = seededRandom(41);
  const { kit } = madeUpKit();
  const asker: Span[] = [{ fromMs: 1_200, toMs: 19_000 }];
  const candidate: Span[] = [];
  const chapters: Chapter[] = [];
  const captions: Caption[] = words(kit.script.greeting, 1_200, 19_000);
  const each = (durationMs - 30_000) / questions;
  for (const [index, question] of kit.questions.slice(0, questions).entries()) {
    const fromMs = Math.round(24_000 + index * each);
    const askedTo = fromMs + 6_000 + random(4_000);
    asker.push({ fromMs: fromMs + 300, toMs: askedTo });
    captions.push(...words(question.text, fromMs + 300, askedTo));
    const answerTo = fromMs + each * (0.7 + random(20) / 100);
    let at = askedTo + 900 + random(3_500);
    const answerFromMs = Math.round(at);
    while (at < answerTo) {
      const length = 2_000 + random(11_000);
      candidate.push({ fromMs: Math.round(at), toMs: Math.round(Math.min(answerTo, at + length)) });
      at += length + 250 + random(random(4) === 0 ? 3_800 : 700);
    }
    if (asks === 'person')
      asker.push({ fromMs: Math.round(answerTo + 900), toMs: Math.round(answerTo + 7_000) });
    const toMs = Math.round(index === questions - 1 ? durationMs - 4_000 : 24_000 + (index + 1) * each);
    chapters.push({
      questionId: question.id,
      number: index + 1,
      text: question.text,
      fromMs,
      toMs,
      answerFromMs,
    });
  }
  return { asker, candidate, chapters, captions };
}

function words(text: string, fromMs: number, toMs: number): Caption[] {
  const sentences = text.match(/[^.?!]+[.?!]*/g) ?? [text];
  let at = fromMs;
  return sentences.map(sentence => {
    const length = ((toMs - fromMs) * sentence.length) / text.length;
    const caption = { fromMs: Math.round(at), toMs: Math.round(at + length - 40), text: sentence.trim() };
    at += length;
    return caption;
  });
}

function gapsIn(durationMs: number): Gap[] {
  const part = (from: number, lengthMs: number) => ({
    fromMs: Math.round(durationMs * from),
    toMs: Math.round(durationMs * from) + lengthMs,
  });
  return [
    { kind: 'audio', reason: 'muted', ...part(0.2, 14_000) },
    { kind: 'audio', reason: 'away', ...part(0.47, 21_000) },
    { kind: 'video', reason: 'away', ...part(0.47, 21_000) },
    { kind: 'video', reason: 'off', ...part(0.72, 95_000) },
    { kind: 'video', reason: 'lost', ...part(0.86, 9_000) },
  ];
}

function between(stretches: readonly Span[]): Span[] {
  return stretches.flatMap(({ toMs }, index) => {
    const next = stretches[index + 1];
    return next ? [{ fromMs: toMs, toMs: next.fromMs }] : [];
  });
}

function track(
  fileId: MediaFileId,
  role: ReviewTrack['role'],
  name: string,
  span: Span,
  changes: Partial<ReviewTrack>,
): ReviewTrack {
  return {
    fileId,
    contentType: 'video/webm',
    bytes: 24_000_000,
    kind: 'person',
    role,
    name,
    ...span,
    hasAudio: true,
    hasVideo: true,
    width: 640,
    height: 360,
    gaps: [],
    speech: [],
    ...changes,
  };
}

/** Speech, and its loudness. */
function voice(
  speech: readonly Span[],
  lengthMs: number,
  seed: number,
  originMs = 0,
): { speech: Span[]; levels: LevelStrip } {
  const random = seededRandom(seed);
  const spans = speech.map(({ fromMs, toMs }) => ({ fromMs: Math.round(fromMs), toMs: Math.round(toMs) }));
  const dbov = Array.from({ length: Math.ceil(lengthMs / STEP_MS) }, () => 78 + random(20));
  for (const { fromMs, toMs } of spans)
    for (let ms = fromMs; ms < toMs; ms += STEP_MS) {
      const syllable = random(7) === 0 ? 46 : 18 + random(16);
      dbov[Math.floor((ms - originMs) / STEP_MS)] = syllable;
    }
  return { speech: spans, levels: { stepMs: STEP_MS, dbov } };
}

function happenings(durationMs: number, asks: 'recruiter' | 'person'): Marker[] {
  const at = (share: number) => Math.round(durationMs * share);
  const list: [number, Extract<Marker, { kind: 'event' }>['event'], string?][] = [
    [at(0.4), 'joined', NAMES.lead],
    [at(0.47), 'dropped', NAMES.candidate],
    [at(0.47) + 21_000, 'returned', NAMES.candidate],
    [at(0.55), 'recordingStopped'],
    [at(0.6), 'recordingResumed'],
    ...(asks === 'recruiter'
      ? ([
          [at(0.26), 'probeAsked'],
          [at(0.625), 'tookOver', NAMES.lead],
          [at(0.65), 'handedBack', NAMES.lead],
        ] as [number, Extract<Marker, { kind: 'event' }>['event'], string?][])
      : []),
  ];
  return list.map(([atMs, event, name], index) => ({
    kind: 'event',
    markerId: eventMarkerId(100 + index, 0),
    atMs,
    event,
    ...(name && { name }),
  }));
}

const NOTES: readonly [kind: NoteKind, text: string][] = [
  ['note', 'Starts from what the customer sees, then asks what has changed.'],
  ['evidence', 'Named the plan, the missing index, and what the index would cost on writes.'],
  ['flag', ''],
  ['note', 'Did not say how they would roll it back.'],
  ['evidence', 'Gave a real incident with numbers, and said what they would do otherwise today.'],
];

function written(rater: Rater, chapters: readonly Chapter[]): Marker[] {
  const place = RATERS.indexOf(rater);
  const random = seededRandom(7 + 12 * place);
  const { kit } = madeUpKit();
  const by = { seatId: MADE_UP[rater], byName: NAMES[rater] };
  return chapters.flatMap(({ questionId, fromMs, toMs }, index): Marker[] => {
    const question = kit.questions.find(known => known.id === questionId);
    const ratings = (question?.competencies ?? []).map((competencyId, number): Marker => {
      const value = ([2, 3, 4, 4, 5, 'N'] as RatingValue[])[random(6)] ?? 3;
      return {
        kind: 'rating',
        markerId: ratingMarkerId(by.seatId, ratingKey(questionId, competencyId)),
        atMs: Math.round(toMs - 18_000 + number * 6_000 + random(4_000)),
        ...by,
        questionId,
        competencyId,
        competency: kit.competencies.find(known => known.id === competencyId)?.name ?? '',
        value,
      };
    });
    const [noteKind, text] = NOTES[(index + 2 * place) % NOTES.length] ?? ['note', ''];
    const noteId = NoteId.parse(id(300 + 100 * place + index));
    const atMs = Math.round(fromMs + (toMs - fromMs) * (0.3 + random(40) / 100));
    return [
      ...ratings,
      { kind: 'note', markerId: noteMarkerId(noteId), atMs, ...by, noteId, noteKind, questionId, text },
    ];
  });
}
