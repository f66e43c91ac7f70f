import { setTimeout as delay } from 'node:timers/promises';
import { waitForFrames } from '../../support/decodedVideo.ts';
import { InterviewStage } from '../../support/interviewStage.ts';
import { type BeaconCall, BeaconPeople } from '../../support/oracle/BeaconPeople.ts';
import type { Disturbance, ToldRecording } from '../../support/oracle/callReport.ts';
import { fetchReviewed, readyRecording, toldByReview } from '../../support/oracle/reviewedRecording.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { CAST, REACTION_MS } from './conditions.ts';
import { type Processes, serverAlone, serverAndSfu } from './processes.ts';

/** Composing runs at low priority. */
const READY_MAX_MS = 600_000;

/** A call on the product's own pages in which one of its processes is killed. */
export interface ProcessCondition {
  name: string;
  start(): Promise<Processes>;
}

/** The rows of the table in `media.md`, section 4, that need a server. */
export const PROCESS_CONDITIONS: readonly ProcessCondition[] = [
  { name: 'sfu kill -9', start: serverAndSfu },
  { name: 'server kill -9', start: serverAlone },
];

/** What a reviewer gets of a call. */
export interface ReviewedCall {
  told: ToldRecording;
  files: Record<string, string>;
  composed: string;
  disturbances: Disturbance[];
}

/** Holds the call, and passes what a reviewer gets to `look` before it is deleted. */
export async function holdCall<T>(
  condition: ProcessCondition,
  { settleSeconds, seconds }: { settleSeconds: number; seconds: number },
  look: (call: ReviewedCall) => Promise<T>,
): Promise<T> {
  await using processes = await condition.start();
  await using folder = await temporaryFolder('reviewed');
  const { owner, server } = processes;
  using interview = await InterviewStage.create(owner, server.url);
  const { call, disturbances } = await heldCall(processes, interview, { settleSeconds, seconds });
  const recording = await readyRecording(owner, interview.interviewId, { timeoutMs: READY_MAX_MS });
  const told = toldByReview(recording, seatId => call.beaconAt(seatId));
  // Awaited before the files are deleted.
  return await look({ told, disturbances, ...(await fetchReviewed(owner, recording, folder.path)) });
}

/** Resolves after the browsers are closed, because processing needs the processor. */
async function heldCall(
  processes: Processes,
  interview: InterviewStage,
  { settleSeconds, seconds }: { settleSeconds: number; seconds: number },
): Promise<{ call: BeaconCall; disturbances: Disturbance[] }> {
  await using people = await BeaconPeople.launch();
  const call = await people.meet(interview);
  await call.waitForBadge('on');
  await delay((settleSeconds + seconds / 2) * 1_000);
  for (const page of [call.candidate, call.lead]) await page.markPictures('before');
  const from = Date.now();
  await processes.killAndStart();
  await waitForFrames(call.lead.pictureSince('before', interview.seatId('candidate')), 3);
  await waitForFrames(call.candidate.pictureSince('before', interview.seatId('lead')), 3);
  const to = Date.now() + REACTION_MS;
  await delay((seconds / 2) * 1_000);
  const pauses = await call.pauses();
  await call.end();
  const kinds = ['flash', 'beep'] as const;
  const disturbances = CAST.flatMap(({ name }) => kinds.map(kind => ({ beacon: name, kind, from, to })));
  return { call, disturbances: [...disturbances, ...pauses] };
}
