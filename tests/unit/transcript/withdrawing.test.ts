import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTranscripts } from '../../../server/features/transcript/transcripts.ts';
import { StaffInterviews } from '../../../server/interviews/staffInterviews.ts';
import type { SeatId } from '../../../shared/ids.ts';
import { newClientId } from '../../support/interviewLog.ts';
import { ENGINE, spokenTrack, TranscriptStage } from '../../support/transcriptStage.ts';

let stage: TranscriptStage;

beforeEach(async () => {
  stage = await TranscriptStage.start();
  const [ada, grace] = [stage.interview.candidate.seatId, stage.interview.lead.seatId];
  stage.tracks = [
    spokenTrack(ada, [{ fromMs: 5_000, toMs: 9_000 }]),
    spokenTrack(grace, [{ fromMs: 1_000, toMs: 3_000 }], { fileName: 'candidate-1.webm' }),
  ];
  stage.speech.said = [
    { seatId: ada, fromMs: 5_000, text: 'Hello.' },
    { seatId: grace, fromMs: 1_000, text: 'Welcome.' },
  ];
  await stage.open();
  await stage.record();
  await stage.made();
});
afterEach(() => stage[Symbol.asyncDispose]());

/** A person takes the consent back after the interview. */
async function withdraw(seatId: SeatId): Promise<void> {
  const { interviews, store, recordings } = stage.stage;
  const { interviewId } = stage.interview;
  const { queries } = createTranscripts({
    ...{ store, interviews, finished: recordings, transcription: ENGINE },
    forStaff: new StaffInterviews(interviews),
  });
  const state = await interviews.read(interviewId);
  const seat = state.seats[seatId];
  if (!seat) throw new Error('There is no such seat.');
  const page = { interviewId, seatId, clientId: newClientId() };
  await queries['transcript.withdraw']({ page, seat, state, params: {} });
}

/** What would be made now. */
async function madeAgain(): Promise<string[]> {
  const { recordingId } = stage.interview;
  await stage.stage.recordings.runner.enqueueAgain({ kind: 'transcript', target: recordingId });
  await stage.made();
  return stage.texts();
}

it('deletes the transcript if the candidate withdraws, and none is made again', async () => {
  const { candidate, interviewId } = stage.interview;
  await withdraw(candidate.seatId);
  expect(await stage.texts()).toEqual([]);
  expect(await madeAgain()).toEqual([]);
  const { seats } = await stage.stage.interviews.read(interviewId);
  expect(seats[candidate.seatId]?.consent).toMatchObject({ recording: true, transcript: false });
  await withdraw(candidate.seatId);
});

it('deletes only the words of an interviewer who withdraws', async () => {
  expect(await stage.texts()).toEqual(['Grace: Welcome.', 'Ada: Hello.']);
  await withdraw(stage.interview.lead.seatId);
  expect(await stage.texts()).toEqual(['Ada: Hello.']);
  expect(await madeAgain()).toEqual(['Ada: Hello.']);
});
