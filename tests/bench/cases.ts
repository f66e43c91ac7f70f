import type { BenchCase } from './benchCase.ts';
import { console } from './console/console.ts';
import { fanOut } from './fanOut/fanOut.ts';
import { glassToGlass } from './glassToGlass.ts';
import { join } from './join.ts';
import { page } from './page.ts';
import { practice } from './practice/practice.ts';
import { practiceCpu } from './practice/practiceCpu.ts';
import { queue } from './queue/queue.ts';
import { ratingAck } from './ratingAck/ratingAck.ts';
import { recordedSessions } from './recordedCalls/recordedSessions.ts';
import { recorderCost } from './recordedCalls/recorderCost.ts';
import { recordingStart } from './recordingStart.ts';
import { recordingSync } from './recordingSync/recordingSync.ts';
import { recruiterCost } from './recruiterCost/recruiterCost.ts';
import { rendering } from './rendering/rendering.ts';
import { report } from './report/report.ts';
import { sfuThroughput } from './sfuThroughput/sfuThroughput.ts';
import { start } from './start.ts';
import { strangers } from './strangers/strangers.ts';
import { transcript } from './transcript/transcript.ts';
import { turnTaking } from './turnTaking/turnTaking.ts';

/** All cases, in the order of a full run. */
export const BENCH_CASES: readonly BenchCase[] = [
  join,
  glassToGlass,
  page,
  sfuThroughput,
  recruiterCost,
  rendering,
  recorderCost,
  recordedSessions,
  recordingStart,
  recordingSync,
  report,
  turnTaking,
  transcript,
  practice,
  practiceCpu,
  strangers,
  queue,
  console,
  ratingAck,
  fanOut,
  start,
];
