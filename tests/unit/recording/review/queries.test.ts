import { describe, expect, it } from 'vitest';
import type { RecordingRecord } from '../../../../server/features/recording/RecordingRecords.ts';
import {
  createReviewQueries,
  type GrantSubject,
} from '../../../../server/features/recording/review/openReview.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { NewSeat } from '../../../../shared/interview/events.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import { OpenedReview } from '../../../../shared/recording/review.ts';
import { finishedMedia, recordedInterview } from '../../../support/finishedRecording.ts';
import { InterviewLog, newClientId } from '../../../support/interviewLog.ts';

const GRANT = { grant: 'a'.repeat(22), expiresAt: 120_000 };

function stage() {
  const log = new InterviewLog();
  log.enter(log.candidate);
  log.enter(log.interviewer);
  log.enter(log.evaluator);
  log.openAndAdmit().add('session.ended', {});
  const { state, record } = recordedInterview(log.state, [{ from: 0, to: 60_000 }], span => [
    finishedMedia(log.candidate.seatId, span),
  ]);
  const issued: GrantSubject[] = [];
  const renewed: [string, GrantSubject][] = [];
  let stored: RecordingRecord | undefined = record;
  let logsRead = 0;
  const queries = createReviewQueries({
    readEvents: async () => {
      logsRead += 1;
      return log.events;
    },
    findRecord: async () => stored,
    grants: {
      issue: async subject => {
        issued.push(subject);
        return GRANT;
      },
      renew: async (grant, subject) => {
        renewed.push([grant, subject]);
        if (grant !== GRANT.grant) throw AppError.unauthenticated();
        return GRANT;
      },
    },
  });
  const asked = <P>(seat: NewSeat, params: P, at: InterviewState = state) => {
    const own = at.seats[seat.seatId];
    if (!own) throw new Error('There is no such seat.');
    const page = { interviewId: at.interviewId, seatId: seat.seatId, clientId: newClientId() };
    return { page, seat: own, state: at, params };
  };
  return {
    log,
    state,
    issued,
    renewed,
    queries,
    asked,
    forget: () => {
      stored = undefined;
    },
    logsRead: () => logsRead,
  };
}

describe('an evaluator who opens the recording', () => {
  it('gets it with a grant for the participant', async () => {
    const { log, state, queries, asked, issued } = stage();
    const opened = OpenedReview.parse(await queries['review.open'](asked(log.evaluator, {})));
    expect(opened.grant).toEqual(GRANT);
    expect(opened.review).toMatchObject({ state: 'ready', may: { erase: false, download: false } });
    expect(issued).toEqual([
      {
        interviewId: state.interviewId,
        recordingId: state.recording?.recordingId,
        holder: { type: 'seat', seatId: log.evaluator.seatId },
      },
    ]);
  });

  it("can delete it as the lead, but can't download it", async () => {
    const { log, queries, asked } = stage();
    const { review } = await queries['review.open'](asked(log.interviewer, {}));
    expect(review.may).toEqual({ erase: true, download: false });
  });

  it('gets no grant while there is nothing to play, and no log is read', async () => {
    const { log, queries, asked, issued, forget, logsRead } = stage();
    forget();
    const opened = OpenedReview.parse(await queries['review.open'](asked(log.evaluator, {})));
    expect(opened).toMatchObject({ review: { state: 'processing' } });
    expect(opened.grant).toBeUndefined();
    expect(issued).toEqual([]);
    expect(logsRead()).toBe(0);
  });

  it('keeps a valid grant, and gets another when it has expired', async () => {
    const { log, queries, asked, issued, renewed } = stage();
    const open = async (held: string) =>
      OpenedReview.parse(await queries['review.open'](asked(log.evaluator, { held })));
    expect((await open(GRANT.grant)).grant).toEqual(GRANT);
    expect(issued).toEqual([]);
    await open('b'.repeat(22));
    expect(renewed).toHaveLength(2);
    expect(issued).toHaveLength(1);
  });

  it('renews the grant for this recording only, and not for a deleted one', async () => {
    const { log, state, queries, asked, renewed } = stage();
    await queries['review.renew'](asked(log.evaluator, { grant: GRANT.grant }));
    expect(renewed).toMatchObject([[GRANT.grant, { recordingId: state.recording?.recordingId }]]);
    const erased = {
      ...state,
      recording: { stretches: [], stoppedByLead: false, erased: [] },
    };
    const refused = queries['review.renew'](asked(log.evaluator, { grant: GRANT.grant }, erased));
    await expect(refused).rejects.toEqual(AppError.unauthenticated());
    expect(renewed).toHaveLength(1);
  });
});
