import type { InterviewId } from '../../shared/ids.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import type { QueueItem } from '../../shared/protocol/evaluationRoutes.ts';
import { newInterviewId } from './interviewLog.ts';

/** A practice attempt that waits for one evaluator. */
export function queueItem(changes: Partial<QueueItem> = {}): QueueItem {
  return {
    interviewId: newInterviewId() as InterviewId,
    kind: 'practice',
    kitId: 'backend-developer' as KitId,
    role: 'Backend Developer',
    locale: 'en',
    length: 'short',
    questions: 3,
    minutes: 12,
    candidate: 'Candidate 7F3',
    endedAt: 0,
    dueAt: 48 * 60 * 60_000,
    promisedAt: 48 * 60 * 60_000,
    report: true,
    stage: 'rate',
    step: 'rate',
    raters: 1,
    locked: 0,
    claims: [],
    waitsFor: [],
    own: 'none',
    compared: false,
    reference: false,
    referable: false,
    shadow: false,
    ...changes,
  };
}
