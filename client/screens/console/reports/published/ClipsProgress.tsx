import { CircleCheck, CloudOff, FileX2 } from 'lucide-react';
import type { ClipProgress } from '../../../../../shared/protocol/reportRoutes.ts';
import { ProgressBar } from '../../../../components/ui/ProgressBar.tsx';
import { Spinner } from '../../../../components/ui/Spinner.tsx';
import { formatClock } from '../../../../texts/clock.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';

const texts = reportEditorTexts.after;

/** How far the clips are that were published. */
export function ClipsProgress({ clips }: { clips: readonly ClipProgress[] }) {
  if (clips.length === 0) return null;
  const ready = clips.filter(({ state }) => state === 'ready').length;
  const words = texts.clipsReady(ready, clips.length);
  const cutting = clips.some(({ state }) => state === 'preparing');
  return (
    <div className="flex flex-col gap-2 text-sm" data-clips>
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{texts.clips}</span>
        <span className="text-muted tabular-nums">{words}</span>
      </p>
      {cutting && <ProgressBar slim label={texts.clips} share={ready / clips.length} valueText={words} />}
      <ul className="flex flex-col gap-1">
        {clips.map(({ fromMs, state, toMs }) => (
          <li key={`${fromMs} ${toMs}`} data-clip-state={state} className="flex items-center gap-2">
            <ClipSign state={state} />
            <span className="tabular-nums">{texts.clipAt(formatClock(fromMs), formatClock(toMs))}</span>
            <span className="text-muted">{texts.clipStates[state]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ClipSign({ state }: Pick<ClipProgress, 'state'>) {
  if (state === 'preparing') return <Spinner />;
  if (state === 'ready')
    return <CircleCheck className="size-4 shrink-0 text-success-ink" aria-hidden="true" />;
  const Icon = state === 'erased' ? FileX2 : CloudOff;
  return <Icon className="size-4 shrink-0 text-warning-ink" aria-hidden="true" />;
}
