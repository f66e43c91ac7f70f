import { Info, X } from 'lucide-react';
import { useState } from 'react';
import { PresenceProvider, QUESTIONS_ID, usePresence } from '../../hooks/conductor/questionsFocus.ts';
import { useIsLead, useView } from '../../hooks/room/session.ts';
import { room } from '../../texts/room.ts';
import { LaterRegion } from '../shell/LaterRegion.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ComingQuestions } from './ComingQuestions.tsx';

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

/** Tells the lead why there are no questions here, once and quietly. */
function NoKitHint() {
  const [dismissed, setDismissed] = useState(false);
  if (dismissed) return null;
  return (
    <p className="flex shrink-0 items-center justify-center gap-2 text-xs text-muted" data-no-kit>
      <Info className="size-4 shrink-0" aria-hidden="true" />
      {room.noKit}
      <IconButton
        label={room.dismiss}
        size="sm"
        icon={<X className="size-4" aria-hidden="true" />}
        onClick={() => setDismissed(true)}
      />
    </p>
  );
}
