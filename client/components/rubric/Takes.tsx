import { Play } from 'lucide-react';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';

const texts = rubricTexts.takes;

/** Every answer to a question that was answered again, to be played from the panel; the last one counts. Nothing without a recording. */
export function Takes({ questionId }: { questionId: QuestionId }) {
  const { replay } = useRubric();
  const takes = replay?.takes(questionId) ?? [];
  if (!replay || takes.length < 2) return null;
  return (
    <div data-takes className="flex flex-wrap items-center gap-2 text-sm">
      <p className="text-muted">{texts.counts(takes.length)}</p>
      {takes.map(take => (
        <Button
          key={take.number}
          size="sm"
          icon={<Play className="size-4" aria-hidden="true" />}
          onClick={() => replay.showTake(take)}
        >
          {texts.play(take.number)}
        </Button>
      ))}
    </div>
  );
}
