import { Suspense } from 'react';
import { laterModule, laterPart, Preloaded } from '../../components/shell/laterPart.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import type { WantedMoment } from '../../core/review/momentAddress.ts';

/** Fetched when a person watches, not before. */
const watch = laterPart(
  laterModule(() => import('./WatchRecording.tsx')),
  module => module.WatchRecording,
);

interface WatchPartProps {
  wanted: WantedMoment;
  inConsole: boolean;
  onClose: () => void;
}

export function WatchPart(props: WatchPartProps) {
  return (
    <Suspense fallback={<PageLoading />}>
      <Preloaded part={watch} props={props} />
    </Suspense>
  );
}
