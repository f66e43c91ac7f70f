import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { room } from '../../texts/room.ts';
import { uiTexts } from '../../texts/ui.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { Button } from '../ui/Button.tsx';

/** A part of the room whose drawing may fail by itself: it says so in its place, and the call and all other parts go on. */
export function Region({ children }: { children: ReactNode }) {
  return <ErrorBoundary fallback={retry => <FailedPart onRetry={retry} />}>{children}</ErrorBoundary>;
}

function FailedPart({ onRetry }: { onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex min-h-0 flex-1 flex-wrap items-center justify-center gap-3 rounded-card bg-surface p-4 text-center text-sm"
    >
      <p>{room.partFailed}</p>
      <Button icon={<RotateCw className="size-4" aria-hidden="true" />} onClick={onRetry}>
        {uiTexts.tryAgain}
      </Button>
    </div>
  );
}
