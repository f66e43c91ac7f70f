import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { CommandHandlers } from '../command.ts';

/** What the lead does with the recording. Carrying it out is the desk's, deleting files the eraser's: both follow the log. */
export const recordingCommands = {
  'recording.direct': ({ state }, { order }) => ({
    events:
      (state.recording?.stoppedByLead ?? false) === (order === 'stop')
        ? []
        : [{ kind: 'recording.directed', payload: { order } }],
    result: {},
  }),

  'recording.erase': ({ state }) => ({ events: erasure(state), result: {} }),
} satisfies Partial<CommandHandlers>;

/** The event that erases what was recorded; none where there is nothing, or nothing any more. */
export function erasure({ recording }: InterviewState): NewEvent[] {
  const { recordingId } = recording ?? {};
  return recordingId === undefined ? [] : [{ kind: 'recording.erased', payload: { recordingId } }];
}
