import { useState } from 'react';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { useSession, useView } from '../room/session.ts';
import { useStore } from '../room/useStore.ts';

export interface Writing {
  /** The field is there. */
  writes: boolean;
  /** Opens and closes the field. Absent where that is not the person's choice. */
  toggle?: () => void;
}

/**
 * Whether the field for a written answer is there, and what opens and closes it where that is the person's choice. Who was granted written
 * answers always has it. Everyone who practices may write: there it is in the way of who speaks, and the way itself without a microphone.
 */
export function useWriting({ accommodations, question }: RecruiterView): Writing {
  const { practice } = useView();
  const { local } = useSession();
  const { microphone } = useStore(local.sources);
  const [wanted, setWanted] = useState(false);
  if (accommodations?.textAnswers !== true) return { writes: false };
  if (!practice || microphone.state === 'off') return { writes: true };
  // Before the first question there is nothing to write.
  if (!question?.questionId) return { writes: wanted };
  return { writes: wanted, toggle: () => setWanted(before => !before) };
}
