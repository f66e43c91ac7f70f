import type { ReactNode } from 'react';
import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { type FieldPath, listAt, textAt } from '../../../../core/editor/fieldPath.ts';
import { newGuideQuestion, withoutGuideQuestion } from '../../../../core/kit/kitParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { KitText } from '../fields/KitText.tsx';
import { AddPart, RowActions, useListEditing } from '../fields/listEditing.tsx';
import { reveal, useKitEditing, useKitState } from '../kitContext.ts';
import { GuideQuestionCard } from './GuideQuestionCard.tsx';
import { PartCard } from './PartCard.tsx';
import { DocumentSection, OpenAll, PartList } from './PartList.tsx';

const texts = kitTexts.guide;
const QUESTIONS = ['guide', 'questions'] as const;
const PREPARATION = ['guide', 'preparation'] as const;

export function KitGuideSection() {
  return (
    <DocumentSection section="guide" intro={texts.intro}>
      <div className="flex flex-col gap-6">
        <KitText path={['guide', 'promise']} label={texts.promise} hint={texts.promiseHint} />
        <Parts path={QUESTIONS} title={texts.questions}>
          <PartList
            path={QUESTIONS}
            texts={{ ...texts, add: texts.addQuestion, addPlaceholder: texts.addQuestionPlaceholder }}
            max={KIT_LIMITS.guideQuestions}
            make={newGuideQuestion}
            nextField="question"
            partsOf={kit => kit.guide.questions}
            without={(kit, { id }) => withoutGuideQuestion(kit, id)}
            card={props => <GuideQuestionCard {...props} />}
            question={({ title, question }) => ({
              title: texts.removeTitle(title || question || texts.unnamedQuestion),
              description: texts.removeBody,
            })}
          />
        </Parts>
        <Parts path={PREPARATION} title={texts.preparation}>
          <PreparationSteps path={PREPARATION} />
        </Parts>
        <KitText path={['guide', 'expertTip']} label={texts.expertTip} rows={2} />
        <KitText path={['guide', 'commonMistake']} label={texts.commonMistake} rows={2} />
      </div>
    </DocumentSection>
  );
}

function Parts({ path, title, children }: { path: FieldPath; title: string; children: ReactNode }) {
  const any = useKitState(state => listAt(state.kit, path).length > 0);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-sm font-semibold">{title}</h3>
        {any && <OpenAll parts={path} label={title} />}
      </div>
      {children}
    </div>
  );
}

function PreparationSteps({ path }: { path: FieldPath }) {
  const { readOnly, foldRequests, announce } = useKitEditing();
  const { items, keys, insert, move, remove } = useListEditing(path);
  const add = (title: string) => {
    insert(items.length, { title, text: '' });
    reveal(foldRequests, [...path, items.length, 'text']);
    announce(kitTexts.parts.added);
  };
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-2 empty:hidden">
        {keys.slice(0, items.length).map((key, index) => (
          <Step
            key={key}
            path={[...path, index]}
            number={index + 1}
            actions={name =>
              !readOnly && (
                <div className="pt-0.5">
                  <RowActions
                    name={name}
                    index={index}
                    count={items.length}
                    onMove={by => move(index, by)}
                    onRemove={() => remove(index)}
                  />
                </div>
              )
            }
          />
        ))}
      </ol>
      {!readOnly && (
        <AddPart
          path={path}
          label={texts.addStep}
          placeholder={texts.addStepPlaceholder}
          count={items.length}
          max={KIT_LIMITS.preparationSteps}
          onAdd={add}
        />
      )}
      {readOnly && items.length === 0 && <p className="text-sm text-faint">{kitTexts.parts.none}</p>}
    </div>
  );
}

interface StepProps {
  path: FieldPath;
  number: number;
  actions: (name: string) => React.ReactNode;
}

function Step({ path, number, actions }: StepProps) {
  const name = useKitState(state => textAt(state.kit, [...path, 'title'])) || texts.unnamedStep;
  return (
    <PartCard path={path} number={number} title={name} actions={actions(name)}>
      <KitText path={[...path, 'title']} label={texts.step} />
      <KitText path={[...path, 'text']} label={texts.stepText} rows={3} />
    </PartCard>
  );
}
