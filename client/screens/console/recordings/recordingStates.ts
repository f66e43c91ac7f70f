import type { RecordingSummary } from '../../../../shared/protocol/recordingRoutes.ts';
import type { StatusTone, Tone } from '../../../components/ui/Badge.tsx';
import { isActive } from '../../../core/review/reviewSession.ts';

export const RECORDING_TONES: Record<RecordingSummary['state'], { tone: Tone; dot: StatusTone }> = {
  recording: { tone: 'danger', dot: 'recording' },
  processing: { tone: 'accent', dot: 'idle' },
  ready: { tone: 'success', dot: 'ok' },
  failed: { tone: 'warning', dot: 'warning' },
  erased: { tone: 'neutral', dot: 'off' },
};

const WHILE_WORKING_MS = 2_500;
const OTHERWISE_MS = 20_000;

/** Returns the polling interval, which is short while a recording runs or is processed. */
export function recordingsRefreshMs(recordings: readonly RecordingSummary[] | undefined): number {
  return recordings?.some(isWorkedOn) ? WHILE_WORKING_MS : OTHERWISE_MS;
}

function isWorkedOn({ state, jobs }: RecordingSummary): boolean {
  return state === 'recording' || state === 'processing' || jobs.some(isActive);
}
