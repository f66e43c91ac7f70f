import { useIsLead, useView } from '../../hooks/room/session.ts';
import { room } from '../../texts/room.ts';
import { LaterRegion } from '../shell/LaterRegion.tsx';
import { NoKitHint } from './NoKitHint.tsx';

// Fetched by raters alone: a candidate's browser never asks for it.
const conductor = async () => (await import('./Conductor.tsx')).Conductor;

/** The place of the questions in the room. Whoever may not know of the rubric has nothing there. */
export function Questions() {
  const { rubric } = useView();
  const isLead = useIsLead();
  if (rubric)
    return (
      <LaterRegion
        fetchPart={conductor}
        failed={room.questionsFailed}
        fallback={
          <div
            className="h-13 shrink-0 rounded-card border border-line bg-surface md:h-44"
            aria-hidden="true"
          />
        }
      />
    );
  return isLead ? <NoKitHint /> : null;
}
