import { RecordingStage } from './recordingStage.ts';

/** What the lead may do to a recording. */
export const lead = { stop: { order: 'stop' }, resume: { order: 'resume' } } as const;

/** An interview that is being recorded by one server. */
export async function recorded() {
  const stage = await RecordingStage.create();
  const server = await stage.startServer();
  const running = await stage.untilOn();
  return { stage, server, running };
}
