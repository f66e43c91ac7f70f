import type { InterviewId, MediaFileId } from '../../../shared/ids.ts';
import type { RouteInput, RouteResult } from '../../../shared/protocol/http.ts';
import { FinishedRecording } from '../../../shared/recording/finished.ts';
import { levelsOf } from '../../../shared/report/levels.ts';
import type { ReportContent, ReportPoint } from '../../../shared/report/reportContent.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { isLocked } from '../../../shared/rubric/scorecard.ts';
import { eventually } from '../../support/eventually.ts';
import type { PracticeStranger } from '../../support/practiceStranger.ts';
import { reportDraft } from '../../support/reportDraft.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { KIT } from './practicedServer.ts';
import type { Visitor } from './visitor.ts';

/** A candidate's rating of their report. */
export const RATING = {
  stars: 4,
  specific: 'yes',
  fair: 'partly',
  nextStep: 'yes',
  line: 'The clip helped.',
} as const;

/** A clock of the server's reports that tests can move. */
export class MovedClock {
  aheadMs = 0;
  readonly now = () => Date.now() + this.aheadMs;
}

/** Practice that was rated, with reports. */
export class ReportedPractice extends EvaluatedPractice {
  readonly clock = new MovedClock();

  static override ofEach(): ReportedPractice {
    return ReportedPractice.inEach(new ReportedPractice());
  }

  override async begin(options: Parameters<EvaluatedPractice['begin']>[0] = {}): Promise<void> {
    this.clock.aheadMs = 0;
    await super.begin({ ...options, reports: { now: this.clock.now, ...options.reports } });
  }

  /** A stranger whose attempt is over and recorded, and rated by one person unless no value is given. */
  async rated({
    value = 3,
    recording = true,
    ...changes
  }: Parameters<EvaluatedPractice['start']>[0] & {
    value?: RatingValue | undefined;
    recording?: boolean;
  } = {}): Promise<{ stranger: PracticeStranger; held: PracticedInterview; interviewId: InterviewId }> {
    const stranger = await this.start({ purpose: 'evaluation', name: 'Ada Lovelace', ...changes });
    const held = await this.hold(stranger, recording);
    const { interviewId } = stranger;
    await this.lockBy(this.first, interviewId, held, value);
    return { stranger, held, interviewId };
  }

  async hold(stranger: PracticeStranger, recording = true): Promise<PracticedInterview> {
    const held = await PracticedInterview.hold(this.server, stranger, { recording });
    if (recording) await this.lengthen(held);
    await this.server.evaluation.tracker.follow(stranger.interviewId);
    return held;
  }

  async lockBy(
    by: Visitor,
    interviewId: InterviewId,
    held: PracticedInterview,
    value: RatingValue,
  ): Promise<void> {
    const { seatId } = await this.claim(interviewId, by);
    await this.rate(await held.state(), seatId, value);
  }

  /** Test recordings have no duration; this makes one a minute long. */
  async lengthen({ recordingId }: PracticedInterview): Promise<void> {
    const { kysely } = this.server.store.database;
    const { finished } = await kysely
      .selectFrom('recordings')
      .select('finished')
      .where('recordingId', '=', recordingId)
      .executeTakeFirstOrThrow();
    const short = FinishedRecording.parse(JSON.parse(finished ?? ''));
    const stretches = short.stretches.map(stretch => ({ ...stretch, fromMs: 0, toMs: 60_000 }));
    const longer = { ...short, stretches, durationMs: 60_000 };
    await kysely
      .updateTable('recordings')
      .set({ finished: JSON.stringify(longer), durationMs: 60_000 })
      .where('recordingId', '=', recordingId)
      .execute();
  }

  /**
   * Two published attempts of a stranger, with a shared link to the report of the second. The log of the first has
   * become longer since.
   */
  async ratedTwice() {
    const first = await this.rated({ value: 2 });
    await this.publish(first.interviewId);
    const again = await first.stranger.again({
      slug: 'backend-developer' as never,
      length: 'short',
      purpose: 'evaluation',
    });
    const held = await this.hold(again);
    await this.lockBy(this.second, again.interviewId, held, 4);
    await this.publish(again.interviewId);
    await this.openedBy(again);
    const { url } = await again.asker.call('report.share', { key: again.ref, days: 7, withClips: false });
    // Cached data of the earlier attempt belongs to a shorter log.
    const [questionId] = await first.held.questionIds();
    if (!questionId) throw new Error('Something was asked.');
    await first.held.write({ kind: 'answer.written', payload: { questionId, text: 'In writing.' } });
    return { first, again, link: { link: url.split('#')[1] ?? '' } };
  }

  draft(changes: Partial<ReportContent> = {}): ReportContent {
    return reportDraft(KIT, changes);
  }

  read(interviewId: InterviewId, by: Visitor = this.owner): Promise<RouteResult<'reports.read'>> {
    return by.call('reports.read', { interviewId });
  }

  /** Saves the content as the newest version. */
  async save(interviewId: InterviewId, content = this.draft(), by: Visitor = this.owner): Promise<number> {
    const { version } = await this.read(interviewId, by);
    const saved = await by.call('reports.save', { interviewId, expectedVersion: version, content });
    return saved.version;
  }

  /** Publishes the content, which names the levels in the table. */
  async publish(interviewId: InterviewId, content = this.draft()): Promise<void> {
    const { chosen, scorecards } = await this.read(interviewId);
    const levels = levelsOf(chosen.kit, Object.values(scorecards).filter(isLocked));
    const fitting = (points: ReportPoint[]) =>
      points.map(point => {
        const reached = levels.find(({ competencyId }) => competencyId === point.competencyId)?.rung;
        return { ...point, ...(reached && { reached }) };
      });
    const { keep, change } = content;
    const expectedVersion = await this.save(interviewId, {
      ...content,
      keep: fitting(keep),
      change: fitting(change),
    });
    await this.owner.call('reports.publish', { interviewId, expectedVersion });
  }

  /** Opens the report after the self-assessment. */
  async openedBy(stranger: PracticeStranger) {
    await stranger.asker.call('report.guess', { key: stranger.ref, guess: null });
    return this.opened(stranger.ref);
  }

  async opened(key: RouteInput<'report.open'>['key']) {
    const opened = await this.server.visitor().call('report.open', { key });
    if (opened.state !== 'open') throw new Error(`It is ${opened.state}.`);
    return opened;
  }

  /** Waits until a clip is cut, and returns its file ID. */
  untilCut(interviewId: InterviewId, fromMs: number): Promise<MediaFileId> {
    return eventually('the clip to be cut', async () => {
      const clips = await this.server.store.reportClips.of(interviewId);
      return clips.find(clip => clip.fromMs === fromMs)?.fileId;
    });
  }
}
