import type { Interviews } from '../../server/interviews/interviews.ts';
import type { InterviewId } from '../../shared/ids.ts';
import { NodeId } from '../../shared/ids.ts';
import type { NewEvent, NewSeat } from '../../shared/interview/events.ts';
import type { ChosenKit } from '../../shared/kit/kit.ts';
import { DEFAULT_RECRUITER } from '../../shared/recruiter/settings.ts';
import { chosenKit } from './exampleKit.ts';
import { newRecordingId, newStretchId } from './finishedRecording.ts';
import { newClientId, newInterviewId, newSeat } from './interviewLog.ts';

const SYSTEM = { type: 'system' } as const;

export interface EvaluatedInterview {
  interviewId: InterviewId;
  candidate: NewSeat;
  recordingId: ReturnType<typeof newRecordingId>;
}

/** Creates an invited interview that the virtual recruiter held and that was recorded, without raters in the room. */
export async function heldByRecruiter(
  interviews: Pick<Interviews, 'create'>,
  {
    seats = [],
    candidate = newSeat('candidate', 'Ada Lovelace'),
    chosen = chosenKit(),
    asks = true,
    namesHidden,
  }: {
    seats?: NewSeat[];
    candidate?: NewSeat;
    chosen?: ChosenKit;
    asks?: boolean;
    namesHidden?: boolean;
  } = {},
): Promise<EvaluatedInterview> {
  const interviewId = newInterviewId();
  const recordingId = newRecordingId();
  const clientId = newClientId();
  const { seatId } = candidate;
  const now = Date.now();
  const events: NewEvent[] = [
    {
      kind: 'interview.created',
      payload: {
        interviewId,
        title: 'Second round',
        jobRole: 'Backend Developer',
        scheduledAt: now,
        plannedMinutes: 45,
        seats: [candidate, ...seats],
        ...(namesHidden && { namesHidden }),
      },
    },
    { kind: 'kit.chosen', payload: chosen },
    { kind: 'recruiter.assigned', payload: { settings: DEFAULT_RECRUITER } },
    { kind: 'seat.connected', payload: { seatId, clientId, serverId: 'server-1' } },
    { kind: 'seat.entered', payload: { seatId, clientId } },
    { kind: 'session.opened', payload: {} },
    { kind: 'seat.admitted', payload: { seatId } },
    {
      kind: 'recording.started',
      payload: { recordingId, stretchId: newStretchId(), nodeId: NodeId.parse('sfu-1'), agoMs: 0 },
    },
    ...(asks ? [firstQuestion(chosen)] : []),
    { kind: 'session.ended', payload: {} },
  ];
  await interviews.create(interviewId, SYSTEM, { events, result: undefined });
  return { interviewId, candidate, recordingId };
}

function firstQuestion({ kit }: ChosenKit): NewEvent {
  const [question] = kit.questions;
  if (!question) throw new Error('The kit asks nothing.');
  return { kind: 'question.opened', payload: { questionId: question.id } };
}
