import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { CommandHandlers } from '../command.ts';

/** The lead's recording commands. They only write events. Other features then record or delete. */
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

export function erasure({ recording }: InterviewState): NewEvent[] {
  const { recordingId } = recording ?? {};
  return recordingId === undefined ? [] : [{ kind: 'recording.erased', payload: { recordingId } }];
}
