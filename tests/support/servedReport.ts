import { AppError } from '../../shared/errors.ts';
import type { NoteId, SeatId } from '../../shared/ids.ts';
import { GuideQuestionId } from '../../shared/kit/kitIds.ts';
import { ReportWorkspace } from '../../shared/protocol/reportRoutes.ts';
import type { Review } from '../../shared/recording/review.ts';
import { farApart } from '../../shared/report/levels.ts';
import { reportWords } from '../../shared/report/lintReport.ts';
import { EMPTY_REPORT, type ReportContent } from '../../shared/report/reportContent.ts';
import { ratingKey } from '../../shared/rubric/rating.ts';
import { emptyScorecard, type LockedScorecard } from '../../shared/rubric/scorecard.ts';
import { MADE_UP, madeUpKit } from './madeUpReview.ts';
import type { ReviewServer } from './reviewServer.ts';

/** Locked scorecards that agree with the markers of a made-up review. */
function scorecardsOf({ markers, startedAt = 0 }: Review): Record<SeatId, LockedScorecard> {
  const cards: Record<SeatId, LockedScorecard> = {};
  for (const marker of markers) {
    if (marker.kind === 'event') continue;
    const card = cards[marker.seatId] ?? {
      ...emptyScorecard(marker.seatId),
      lock: { at: startedAt + 3_600_000, recommendation: 'yes', summary: 'Good on the whole.' },
    };
    cards[marker.seatId] = card;
    const stamp = { mediaTimeMs: marker.atMs };
    const { questionId } = marker;
    if (marker.kind === 'rating')
      card.ratings[ratingKey(questionId, marker.competencyId)] = { value: marker.value, version: 1, stamp };
    else
      card.notes[marker.noteId as NoteId] = {
        kind: marker.noteKind,
        questionId,
        text: marker.text,
        removed: false,
        version: 1,
        stamp,
      };
  }
  return cards;
}

export function madeUpWorkspace(review: Review, changes: Partial<ReportWorkspace> = {}): ReportWorkspace {
  const chosen = madeUpKit();
  const scorecards = scorecardsOf(review);
  const names: Record<SeatId, string> = {};
  for (const marker of review.markers) if (marker.kind !== 'event') names[marker.seatId] = marker.byName;
  return ReportWorkspace.parse({
    interviewId: MADE_UP.interviewId,
    kind: 'practice',
    candidate: 'Candidate 7F3',
    chosen,
    guide: [
      { id: GuideQuestionId.parse('what-is-an-index'), title: 'What an index costs' },
      { id: GuideQuestionId.parse('rollback'), title: 'How to roll back safely' },
    ],
    endedAt: MADE_UP.startedAt + review.durationMs,
    promisedAt: Date.now() + 5 * 3_600_000,
    scorecards,
    names,
    written: {},
    far: farApart(chosen.kit, Object.values(scorecards) as LockedScorecard[]),
    state: 'draft',
    version: 0,
    content: EMPTY_REPORT,
    ratingsChanged: false,
    clips: [],
    read: false,
    links: [],
    canEmail: true,
    recorded: review.state === 'ready',
    ...changes,
  });
}

/** State of one report on a fake server that responds like the real one: versions, conflicts, publishing. */
export class ServedReport {
  workspace: ReportWorkspace;
  /** How often the private link was emailed again. */
  emailed = 0;
  readonly versions: { version: number; content: ReportContent; by: string; at: number }[] = [];

  readonly #server: ReviewServer;

  constructor(server: ReviewServer, workspace: ReportWorkspace) {
    this.#server = server;
    this.workspace = workspace;
    this.serve();
  }

  /** Answers every request, including those that a test has let fail. */
  serve(): void {
    this.#server
      .answer('reports.read', () => this.workspace)
      .answer('reports.save', ({ content, expectedVersion }) => {
        if (expectedVersion !== this.workspace.version)
          throw AppError.conflict(undefined, {
            version: this.workspace.version,
            content: this.workspace.content,
            savedBy: this.workspace.savedBy,
            savedAt: this.workspace.savedAt,
          });
        return { version: this.save(content, 'Olga Owner'), savedAt: Date.now() };
      })
      .answer('reports.versions', () => ({
        versions: this.versions.toReversed().map(({ at, by, content, version }) => ({
          at,
          by,
          version,
          words: reportWords(content),
          published: version === this.workspace.publishedVersion,
        })),
      }))
      .answer('reports.version', ({ version }) => {
        const found = this.versions.find(each => each.version === version);
        if (!found) throw AppError.notFound('version', `${version}`);
        return { content: found.content };
      })
      .answer('reports.publish', ({ expectedVersion }) => {
        if (expectedVersion !== this.workspace.version) throw AppError.conflict(undefined, {});
        const now = Date.now();
        const { content, publishedAt } = this.workspace;
        this.workspace = {
          ...this.workspace,
          state: 'published',
          publishedAt: publishedAt ?? now,
          ...(publishedAt !== undefined && { updatedAt: now }),
          publishedVersion: this.workspace.version,
          ratingsChanged: false,
          publishAsked: undefined,
          clips: [...content.keep, ...content.change].flatMap(({ moment }) =>
            moment?.kind === 'clip'
              ? [{ fromMs: moment.fromMs, toMs: moment.toMs, state: 'preparing' as const }]
              : [],
          ),
        };
        return { publishedAt: now };
      })
      .answer('reports.askToPublish', ({ expectedVersion }) => {
        if (expectedVersion !== this.workspace.version) throw AppError.conflict(undefined, {});
        const publishAsked = { by: 'Rita Rater', at: Date.now() };
        this.workspace = { ...this.workspace, publishAsked };
        return publishAsked;
      })
      .answer('reports.retract', () => {
        this.workspace = { ...this.workspace, state: 'retracted' };
        return {};
      })
      .answer('reports.answer', ({ answer }) => {
        const { question } = this.workspace;
        if (question)
          this.workspace = { ...this.workspace, question: { ...question, answer, answeredAt: Date.now() } };
        return {};
      })
      .answer('reports.link', () => {
        const createdAt = Date.now();
        const link = {
          shareId: `link-${this.workspace.links.length}`,
          use: 'staff' as const,
          createdAt,
          expiresAt: createdAt + 30 * 86_400_000,
          withClips: true,
          openings: [],
        };
        this.workspace = { ...this.workspace, links: [link, ...this.workspace.links] };
        return { link, url: 'https://example.org/report#made-up' };
      })
      .answer('reports.revokeLink', ({ shareId }) => {
        const links = this.workspace.links.filter(link => link.shareId !== shareId);
        this.workspace = { ...this.workspace, links };
        return {};
      })
      .answer('reports.emailLink', () => {
        this.emailed += 1;
        return {};
      });
  }

  /** Saves the content and returns the new version. */
  save(content: ReportContent, by: string): number {
    const version = this.workspace.version + 1;
    const at = Date.now();
    this.workspace = { ...this.workspace, version, content, savedBy: by, savedAt: at };
    this.versions.push({ version, content, by, at });
    return version;
  }
}
