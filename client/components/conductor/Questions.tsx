import { Info, X } from 'lucide-react';
import { useState } from 'react';
import {
  FocusTrackingProvider,
  QUESTIONS_ID,
  useFocusTracking,
} from '../../hooks/conductor/questionsFocus.ts';
import { useIsLead, useView } from '../../hooks/room/session.ts';
import { room } from '../../texts/room.ts';
import { LaterRegion } from '../shell/LaterRegion.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { QuestionsSkeleton } from './QuestionsSkeleton.tsx';

// Downloaded only by raters' browsers, because candidates don't see the questions panel.
const conductor = async () => (await import('./Conductor.tsx')).Conductor;

export function Questions() {
  const { rubric } = useView();
  const isLead = useIsLead();
  const tracking = useFocusTracking(QUESTIONS_ID);
  if (rubric)
    return (
      <FocusTrackingProvider value={tracking}>
        <LaterRegion fetchPart={conductor} failed={room.questions.failed} fallback={<QuestionsSkeleton />} />
      </FocusTrackingProvider>
    );
  return isLead ? <NoKitHint /> : null;
}

function NoKitHint() {
  const [dismissed, setDismissed] = useState(false);
  if (dismissed) return null;
  return (
    <p className="flex shrink-0 items-center justify-center gap-2 text-xs text-muted" data-no-kit>
      <Info className="size-4 shrink-0" />
      {room.noKit}
      <IconButton label={room.dismiss} size="sm" icon={X} onClick={() => setDismissed(true)} />
    </p>
  );
}
