import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { newQuestion } from '../../../../core/kit/newParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useKitState } from '../desk.ts';
import { PartSection } from './PartSection.tsx';
import { QuestionCard } from './QuestionCard.tsx';

const texts = kitTexts.questions;

export function QuestionSection() {
  const questions = useKitState(state => state.kit.questions);
  return (
    <PartSection
      section="questions"
      texts={texts}
      parts={questions}
      max={KIT_LIMITS.questions}
      make={newQuestion}
      nextField="rephrased"
      without={(kit, { id }) => ({ ...kit, questions: kit.questions.filter(other => other.id !== id) })}
      card={(index, onRemove) => (
        <QuestionCard key={questions[index]?.id} index={index} count={questions.length} onRemove={onRemove} />
      )}
      question={({ text }) => ({
        title: texts.removeTitle,
        description: (
          <>
            <span className="mb-2 block font-medium text-ink">{text || texts.unnamed}</span>
            {texts.removeBody}
          </>
        ),
      })}
    />
  );
}
