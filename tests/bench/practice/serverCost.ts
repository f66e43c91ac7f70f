import { readFileSync } from 'node:fs';
import type { ServerProcess } from '../../support/serverProcess.ts';
import { processSeconds } from '../recruiterCost/ourRecruiters.ts';

const TICKS_PER_SECOND = 100;

/** Processor time of a server so far, in seconds. */
export interface ServerSeconds {
  /** Its Node process, all threads. */
  nodeS: number;
  /** Of that, the main thread, which runs all JavaScript. */
  mainS: number;
  /** Its media workers. */
  workersS: number;
  /** Child processes that have ended, which process recordings. */
  endedS: number;
}

export function serverSeconds(
  { program: { pid } }: ServerProcess,
  workers: readonly number[],
): ServerSeconds {
  return {
    nodeS: processSeconds(pid),
    mainS: secondsIn(`/proc/${pid}/task/${pid}/stat`, 11),
    workersS: workers.reduce((sum, workerPid) => sum + processSeconds(workerPid), 0),
    endedS: secondsIn(`/proc/${pid}/stat`, 13),
  };
}

export function between(from: ServerSeconds, to: ServerSeconds): ServerSeconds {
  return {
    nodeS: to.nodeS - from.nodeS,
    mainS: to.mainS - from.mainS,
    workersS: to.workersS - from.workersS,
    endedS: to.endedS - from.endedS,
  };
}

/** Processor time of a process and of its children that have ended, in seconds. */
export function secondsWithChildren(pid: number): number {
  return secondsIn(`/proc/${pid}/stat`, 11) + secondsIn(`/proc/${pid}/stat`, 13);
}

/** User and system time, in adjacent fields. The program's name before them is in parentheses and may contain anything. */
function secondsIn(file: string, field: number): number {
  const fields = readFileSync(file, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[field]) + Number(fields[field + 1])) / TICKS_PER_SECOND;
}
