import { uuidv7 } from 'uuidv7';
import { Interviews } from '../../../server/interviews/interviews.ts';
import type { Store } from '../../../server/store/store.ts';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { partsOfKey } from '../../../shared/rubric/rating.ts';
import { eventually } from '../../support/eventually.ts';
import { newClientId } from '../../support/interviewLog.ts';
import { PracticeStranger } from '../../support/practiceStranger.ts';
import { reportDraft } from '../../support/reportDraft.ts';
import { keysOf } from '../../support/scoredInterview.ts';
import type { PracticeServer } from '../practice/practiceServer.ts';

const SYSTEM = { type: 'system' } as const;
const READY_MS = 60_000;
/** The server checks for new interviews every half minute. */
const QUEUED_MS = 90_000;

/** A stranger's page with attempts that were answered in writing, rated, and reported; the key opens the report of the last one. */
export interface PublishedReport {
  stranger: PracticeStranger;
  key: { page: string; interviewId: InterviewId };
}

/** Writes the events of `attempts` interviews, and publishes a report on each. */
export async function publishedReport(
  server: PracticeServer,
  store: Store,
  attempts: number,
): Promise<PublishedReport> {
  const interviews = new Interviews({ store: store.interviews });
  const wish = { slug: server.slug, length: 'short', purpose: 'evaluation' } as const;
  let stranger: PracticeStranger | undefined;
  for (let number = 0; number < attempts; number += 1) {
    const attempt: PracticeStranger = stranger
      ? await stranger.again(wish)
      : await PracticeStranger.start(server.visitor(), wish);
    stranger = attempt;
    await attempt.untilReady(READY_MS);
    await hold(interviews, attempt.interviewId);
    await attempt.ask();
    await publish(server, interviews, attempt.interviewId);
  }
  if (!stranger) throw new Error('No attempt was wanted.');
  await stranger.asker.call('report.guess', { key: stranger.ref, guess: null });
  return { stranger, key: stranger.ref };
}

/** From joining to the end, answered in writing. */
async function hold(interviews: Interviews, interviewId: InterviewId): Promise<void> {
  const state = await interviews.read(interviewId);
  const seatId = candidateOf(state)?.seatId;
  if (!seatId) throw new Error('No one practices.');
  const clientId = newClientId();
  const consent = { version: CONSENT_VERSION, recording: false, observers: false };
  const answers = (state.rubric?.chosen.kit.questions ?? []).flatMap(({ id: questionId }): NewEvent[] => [
    { kind: 'question.opened', payload: { questionId } },
    { kind: 'answer.started', payload: { questionId } },
    { kind: 'answer.written', payload: { questionId, text: 'First I measured, then I changed one thing.' } },
  ]);
  await interviews.execute(interviewId, SYSTEM, () => ({
    events: [
      { kind: 'seat.connected', payload: { seatId, clientId, serverId: 'bench' } },
      { kind: 'consent.given', payload: { seatId, consent } },
      { kind: 'seat.entered', payload: { seatId, clientId } },
      { kind: 'session.opened', payload: {} },
      { kind: 'seat.admitted', payload: { seatId } },
      ...answers,
      { kind: 'session.ended', payload: {} },
    ],
    result: undefined,
  }));
}

async function publish(
  { owner }: PracticeServer,
  interviews: Interviews,
  interviewId: InterviewId,
): Promise<void> {
  const seatId = await eventually(
    'a place to rate',
    async () => {
      const answer = await owner.call('evaluations.claim', { interviewId }).catch(() => undefined);
      return answer?.outcome === 'claimed' && answer.claim.seatId;
    },
    QUEUED_MS,
  );
  const rated = await interviews.read(interviewId);
  await interviews.execute(interviewId, { type: 'seat', seatId }, () => ({
    events: scorecard(rated, seatId),
    result: undefined,
  }));
  const { version, chosen } = await owner.call('reports.read', { interviewId });
  const draft = reportDraft(chosen.kit);
  const quotation = { kind: 'quotation', text: 'First I measured, then I changed one thing.' } as const;
  const content = { ...draft, keep: draft.keep.map(point => ({ ...point, moment: quotation })) };
  const saved = await owner.call('reports.save', { interviewId, expectedVersion: version, content });
  await owner.call('reports.publish', { interviewId, expectedVersion: saved.version });
}

function scorecard({ rubric }: InterviewState, seatId: SeatId): NewEvent[] {
  const keys = rubric ? keysOf(rubric.chosen) : [];
  return [
    ...keys.map(
      (key): NewEvent => ({
        kind: 'rating.put',
        payload: { seatId, ...partsOfKey(key), value: 3, version: 1, stamp: { mediaTimeMs: 0 } },
      }),
    ),
    { kind: 'scorecard.locked', payload: { seatId, recommendation: 'yes', summary: uuidv7() } },
  ];
}
