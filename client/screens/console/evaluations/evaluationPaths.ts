import type { InterviewId } from '../../../../shared/ids.ts';

export const QUEUE_PATH = '/console/evaluations';
export const CALIBRATION_PATH = `${QUEUE_PATH}/calibration`;

export function ratingPath(interviewId: InterviewId): string {
  return `${QUEUE_PATH}/${interviewId}`;
}

export function reportPath(interviewId: InterviewId): string {
  return `/console/reports/${interviewId}`;
}

/** The comments of those who rated an interview, on its page. */
export function debriefPath(interviewId: InterviewId): string {
  return `/console/interviews/${interviewId}#debrief`;
}
