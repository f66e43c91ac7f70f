import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { newQuestion, withoutQuestion } from '../../../../core/kit/newParts.ts';
import { withPractice } from '../../../../core/kit/questionRules.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
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
      lead={<OpenQuestions />}
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

/** How many questions strangers can be asked, and the switch for all of them. */
function OpenQuestions() {
  const { editor, readOnly, announce } = useDesk();
  const all = useKitState(({ kit }) => kit.questions.length);
  const open = useKitState(({ kit }) => kit.questions.filter(({ practice }) => practice).length);
  if (all === 0) return null;
  const set = (wanted: boolean) => {
    editor.change(kit => ({
      ...kit,
      questions: kit.questions.map(question => withPractice(question, wanted)),
    }));
    announce(wanted ? texts.practiceOpened : texts.practiceClosed);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="max-w-prose min-w-0 flex-1 basis-64 text-sm text-muted">
        {texts.practiceCount(open, all)}
      </p>
      {!readOnly && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => set(true)}>
            {texts.practiceAll}
          </Button>
          <Button size="sm" onClick={() => set(false)}>
            {texts.practiceNone}
          </Button>
        </div>
      )}
    </div>
  );
}
