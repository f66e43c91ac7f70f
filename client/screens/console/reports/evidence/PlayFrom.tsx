import { Play } from 'lucide-react';
import { Button } from '../../../../components/ui/Button.tsx';
import { formatClock } from '../../../../texts/clock.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport } from '../reportDesk.ts';

interface PlayFromProps {
  fromMs: number;
  /** The time that is shown, where another one than the beginning is meant. */
  label?: number;
  /** Where it stops; to the end of the recording if absent. */
  toMs?: number;
}

/** A time that is pressed to hear it. */
export function PlayFrom({ fromMs, label = fromMs, toMs }: PlayFromProps) {
  const { played, review } = useReport();
  if (!played || !review) return null;
  const clock = formatClock(label);
  return (
    <Button
      size="sm"
      variant="quiet"
      className="h-7! px-2! tabular-nums"
      aria-label={reportEditorTexts.evidence.show(clock)}
      icon={<Play className="size-3.5" aria-hidden="true" />}
      onClick={() => played.play({ fromMs, toMs: toMs ?? review.durationMs })}
    >
      {clock}
    </Button>
  );
}
