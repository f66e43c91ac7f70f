import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import { newQuestion, withoutQuestion } from '../../../../core/kit/newParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { PartSection } from './PartSection.tsx';
import { QuestionCard } from './QuestionCard.tsx';

const texts = kitTexts.questions;

export function QuestionSection() {
  return (
    <PartSection
      section="questions"
      texts={texts}
      max={KIT_LIMITS.questions}
      make={newQuestion}
      nextField="rephrased"
      partsOf={kit => kit.questions}
      without={(kit, { id }) => withoutQuestion(kit, id)}
      card={props => <QuestionCard {...props} />}
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
