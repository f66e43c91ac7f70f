import { useState } from 'react';
import { flushSync } from 'react-dom';
import { KIT_LIMITS, type Question } from '../../../../../shared/kit/kit.ts';
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx';
import { newQuestion } from '../../../../core/kit/newParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
import { AddPart } from '../fields/AddPart.tsx';
import { focusPlace, reveal } from '../reveal.ts';
import { DocumentSection } from './DocumentSection.tsx';
import { QuestionCard } from './QuestionCard.tsx';

const texts = kitTexts.questions;
const PLACE = ['questions'] as const;

export function QuestionSection() {
  const { editor, readOnly, wishes, announce } = useDesk();
  const questions = useKitState(state => state.kit.questions);
  const [removing, setRemoving] = useState<Question>();

  const add = (text: string) => {
    const { kit, base } = editor.state.get();
    const index = kit.questions.length;
    flushSync(() => editor.insert(PLACE, index, newQuestion(text, [kit, base.kit])));
    reveal(wishes, [...PLACE, index, 'rephrased']);
    announce(kitTexts.parts.added);
  };
  const remove = (question: Question) => {
    flushSync(() => {
      editor.remove(
        PLACE,
        editor.state.get().kit.questions.findIndex(({ id }) => id === question.id),
      );
      setRemoving(undefined);
    });
    focusPlace(PLACE);
    announce(kitTexts.parts.removed);
  };

  return (
    <DocumentSection section="questions" intro={texts.intro} parts={PLACE}>
      <ol className="flex flex-col gap-2 empty:hidden">
        {questions.map(({ id }, index) => (
          <QuestionCard
            key={id}
            index={index}
            count={questions.length}
            onRemove={() => setRemoving(questions[index])}
          />
        ))}
      </ol>
      {!readOnly && (
        <AddPart
          place={PLACE}
          label={texts.add}
          placeholder={texts.addPlaceholder}
          maxLength={KIT_LIMITS.line}
          count={questions.length}
          max={KIT_LIMITS.questions}
          onAdd={add}
        />
      )}
      {removing && (
        <ConfirmDialog
          open
          danger
          title={texts.removeTitle}
          description={
            <>
              <span className="mb-2 block font-medium text-ink">{removing.text || texts.unnamed}</span>
              {texts.removeBody}
            </>
          }
          confirmLabel={texts.removeConfirm}
          onOpenChange={() => setRemoving(undefined)}
          onConfirm={() => remove(removing)}
        />
      )}
    </DocumentSection>
  );
}
