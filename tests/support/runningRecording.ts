import { RecordingStage } from './recordingStage.ts';

/** Commands of the lead about a recording. */
export const lead = { stop: { order: 'stop' }, resume: { order: 'resume' } } as const;

/** An interview that one server is recording. */
export async function recorded() {
  const stage = await RecordingStage.create();
  const server = await stage.startServer();
  const running = await stage.untilOn();
  return { stage, server, running };
}
