import type { InterviewId } from '../../../shared/ids.ts';
import type { RouteInput, RouteResult } from '../../../shared/protocol/http.ts';
import { FinishedRecording } from '../../../shared/recording/finished.ts';
import type { ReportContent } from '../../../shared/report/reportContent.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import type { PracticeStranger } from '../../support/practiceStranger.ts';
import { reportDraft } from '../../support/reportDraft.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { KIT } from './practicedServer.ts';
import type { Visitor } from './visitor.ts';

/** A clock of the server's reports that tests move. */
export class MovedClock {
  aheadMs = 0;
  readonly now = () => Date.now() + this.aheadMs;
}

/** Practice that was rated, and the reports on it. */
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
    await this.server.evaluation.desk.follow(stranger.interviewId);
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

  /** What is made by hand takes no time; this is as if it had taken a minute. */
  async lengthen({ recordingId }: PracticedInterview): Promise<void> {
    const { kysely } = this.server.store.database;
    const { finished } = await kysely
      .selectFrom('recordings')
      .select('finished')
      .where('recordingId', '=', recordingId)
      .executeTakeFirstOrThrow();
    const longer = { ...FinishedRecording.parse(JSON.parse(finished ?? '')), durationMs: 60_000 };
    await kysely
      .updateTable('recordings')
      .set({ finished: JSON.stringify(longer), durationMs: 60_000 })
      .where('recordingId', '=', recordingId)
      .execute();
  }

  draft(changes: Partial<ReportContent> = {}): ReportContent {
    return reportDraft(KIT, changes);
  }

  read(interviewId: InterviewId, by: Visitor = this.owner): Promise<RouteResult<'reports.read'>> {
    return by.call('reports.read', { interviewId });
  }

  /** As the newest version. */
  async save(interviewId: InterviewId, content = this.draft(), by: Visitor = this.owner): Promise<number> {
    const { version } = await this.read(interviewId, by);
    const saved = await by.call('reports.save', { interviewId, expectedVersion: version, content });
    return saved.version;
  }

  async publish(interviewId: InterviewId, content = this.draft()): Promise<void> {
    const expectedVersion = await this.save(interviewId, content);
    await this.owner.call('reports.publish', { interviewId, expectedVersion });
  }

  /** Past the question how it went. */
  async openedBy(stranger: PracticeStranger) {
    await stranger.asker.call('report.guess', { key: stranger.ref, guess: null });
    return this.opened(stranger.ref);
  }

  async opened(key: RouteInput<'report.open'>['key']) {
    const opened = await this.server.visitor().call('report.open', { key });
    if (opened.state !== 'open') throw new Error(`It is ${opened.state}.`);
    return opened;
  }

  /** As if it had been cut: a file of the recording, and that it is the clip. */
  async cut(held: PracticedInterview, interviewId: InterviewId, fromMs: number, toMs: number) {
    const { store } = this.server;
    const bytes = Buffer.from(`clip ${fromMs}`);
    const [planned] =
      (await store.mediaFiles.plan(
        held.recordingId,
        [],
        [
          {
            name: `clip-${fromMs}.mp4`,
            kind: 'clip',
            contentType: 'video/mp4',
            bytes: bytes.length,
            sha256: fromMs.toString(16).padStart(64, '0'),
          },
        ],
      )) ?? [];
    if (!planned) throw new Error('The recording is erased.');
    await store.database.kysely
      .updateTable('recordingFiles')
      .set({ state: 'stored' })
      .where('fileId', '=', planned.fileId)
      .execute();
    await store.database.kysely
      .insertInto('reportClips')
      .values({ interviewId, fromMs, toMs, state: 'ready', fileId: planned.fileId })
      .execute();
    return { ...planned, content: bytes };
  }
}
