import type { InterviewId } from '../../../shared/ids.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { withinRecording } from '../../../shared/recording/recordingClock.ts';
import type { Chapter, Review } from '../../../shared/recording/review.ts';
import { formatClock } from '../../texts/clock.ts';
import { reviewTexts } from '../../texts/review.ts';
import { toast } from '../toast.ts';

/** A moment of a recording in an address. `atMs` takes priority, then `markerId`, then `questionId`. */
export interface WantedMoment {
  readonly atMs?: number;
  readonly questionId?: QuestionId;
  readonly markerId?: string;
}

/** Playback starts this long before a rating or note, to show what led to it. */
const LEAD_IN_MS = 4_000;

/** Reads a moment from `#t=754`, `?t=12:34`, `?q=questionId`, and `?m=markerId`. */
export function readMoment(search: string, hash: string): WantedMoment {
  const before = new URLSearchParams(search);
  const behind = new URLSearchParams(hash.replace(/^#/, ''));
  const atMs = readTime(behind.get('t') ?? before.get('t'));
  const questionId = QuestionId.safeParse(before.get('q')).data;
  const markerId = before.get('m');
  return {
    ...(atMs !== undefined && { atMs }),
    ...(questionId && { questionId }),
    ...(markerId && { markerId }),
  };
}

/** Returns the position to play from. With `own`, it is the start of an answer, not of the question. */
export function positionOfMoment(
  { atMs, markerId, questionId }: WantedMoment,
  review: Pick<Review, 'markers' | 'chapters' | 'durationMs' | 'tracks'>,
  own = false,
): number | undefined {
  if (atMs !== undefined) return withinRecording(review, atMs);
  const marker = markerId && review.markers.find(known => known.markerId === markerId);
  if (marker) return marker.kind === 'event' ? marker.atMs : Math.max(0, marker.atMs - LEAD_IN_MS);
  const chapter = review.chapters.find(
    each => (own && !questionId ? hasAnswer(each) : each.questionId === questionId) && isLastAnswer(each),
  );
  return own && chapter ? answerStart(chapter, review) : chapter?.fromMs;
}

/** The recruiter notices an answer after its first words, and late if it was speaking itself, as after a drop. */
function answerStart({ answerFromMs, fromMs }: Chapter, { tracks }: Pick<Review, 'tracks'>): number {
  if (answerFromMs === undefined) return fromMs;
  const speech = tracks.filter(({ role }) => role === 'candidate').flatMap(track => track.speech);
  const firstWords = speech.filter(span => span.fromMs <= answerFromMs && answerFromMs < span.toMs);
  return Math.max(fromMs, Math.min(answerFromMs, ...firstWords.map(span => span.fromMs)));
}

function hasAnswer({ answerFromMs }: Review['chapters'][number]): boolean {
  return answerFromMs !== undefined;
}

export function isLastAnswer({ take }: Review['chapters'][number]): boolean {
  return !take || take.number === take.of;
}

/** Returns an address in the console, with tenths of a second. It contains no secret, because viewers sign in. */
export function reviewPath(interviewId: InterviewId, moment: WantedMoment = {}): string {
  const { atMs, questionId, markerId } = moment;
  const query = new URLSearchParams({
    ...(questionId && { q: questionId }),
    ...(markerId && { m: markerId }),
  }).toString();
  const path = `/console/interviews/${interviewId}/review`;
  return `${path}${query && `?${query}`}${atMs === undefined ? '' : `#t=${Math.floor(atMs / 100) / 10}`}`;
}

/** Puts the moment in the query, because the fragment is the secret of a personal link. */
export function withMomentInQuery(href: string, atMs: number): string {
  const url = withoutMoment(href);
  url.searchParams.set('t', `${secondsOf(atMs)}`);
  return url.href;
}

/** Puts the moment in the fragment, which replaces the whole previous fragment. */
export function withMomentInFragment(href: string, atMs: number): string {
  const url = withoutMoment(href);
  url.hash = `t=${secondsOf(atMs)}`;
  return url.href;
}

export function withoutMoment(href: string): URL {
  const url = new URL(href);
  for (const name of ['t', 'q', 'm']) url.searchParams.delete(name);
  return url;
}

function secondsOf(atMs: number): number {
  return Math.floor(atMs / 1_000);
}

function readTime(text: string | null): number | undefined {
  if (!text || !/^\d{1,6}(:\d{1,2}){0,2}(\.\d{1,3})?$/.test(text)) return undefined;
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round(seconds * 1_000);
}

/** Copies a console address, because a personal link would let other people join as this person. */
export async function copyLinkTo(interviewId: InterviewId, atMs: number, byLink: boolean): Promise<void> {
  const address = window.location.origin + reviewPath(interviewId, { atMs });
  const { copied, copiedForStaff, copyFailed } = reviewTexts.transport;
  try {
    await navigator.clipboard.writeText(address);
    toast.success(copied(formatClock(atMs)), byLink ? copiedForStaff : undefined);
  } catch {
    // Without a clipboard, the person copies the address from the toast.
    toast.error(copyFailed, address);
  }
}
