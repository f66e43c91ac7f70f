import type { InterviewId } from '../../shared/ids.ts';
import { tabData } from './safeStorage.ts';

const KEY = 'vivavoce.entered-from-console';

/** Remembers that a member entered the interview from the console in this tab. */
export function noteEntered(interviewId: InterviewId): void {
  tabData.write(KEY, interviewId);
}

/** Returns the address of the interview's page in the console, if a member entered it from there in this tab. */
export function consolePathBack(interviewId: InterviewId | undefined): string | undefined {
  return interviewId !== undefined && tabData.read(KEY) === interviewId
    ? `/console/interviews/${interviewId}`
    : undefined;
}
