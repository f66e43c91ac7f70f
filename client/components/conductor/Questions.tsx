import { PresenceProvider, usePresence } from '../../hooks/conductor/useFocusAcross.ts';
import { useIsLead, useView } from '../../hooks/room/session.ts';
import { room } from '../../texts/room.ts';
import { LaterRegion } from '../shell/LaterRegion.tsx';
import { ComingQuestions } from './ComingQuestions.tsx';
import { QUESTIONS_ID } from './goToQuestions.ts';
import { NoKitHint } from './NoKitHint.tsx';

// Fetched by raters alone: a candidate's browser never asks for it.
const conductor = async () => (await import('./Conductor.tsx')).Conductor;

/** The place of the questions in the room. Those who may not know of the rubric have nothing there. */
export function Questions() {
  const { rubric } = useView();
  const isLead = useIsLead();
  const presence = usePresence(QUESTIONS_ID);
  if (rubric)
    return (
      <PresenceProvider value={presence}>
        <LaterRegion fetchPart={conductor} failed={room.questions.failed} fallback={<ComingQuestions />} />
      </PresenceProvider>
    );
  return isLead ? <NoKitHint /> : null;
}
