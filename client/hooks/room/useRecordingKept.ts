import { prejoin } from '../../texts/prejoin.ts';
import { useOrganization } from '../useOrganization.ts';
import { useSession } from './session.ts';

/** Returns the sentence that says how long a recording is kept. */
export function useRecordingKept(): string {
  const { recordingDays } = useSession().pass.details;
  return prejoin.consent.kept(useOrganization().name, recordingDays);
}
