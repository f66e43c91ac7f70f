import type { ReactNode } from 'react';
import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { type FieldPath, listAt } from '../../../../core/editor/fieldPath.ts';
import { newGuideQuestion, withoutGuideQuestion } from '../../../../core/kit/kitParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { TextRow, useText } from '../../editor/fields.tsx';
import { AddPart, type ListRow, useListEditing } from '../fields/listEditing.tsx';
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
        <TextRow path={['guide', 'promise']} label={texts.promise} hint={texts.promiseHint} />
        <Parts path={QUESTIONS} title={texts.questions}>
          <PartList
            path={QUESTIONS}
            texts={{ ...texts, add: texts.addQuestion, addPlaceholder: texts.addQuestionPlaceholder }}
            max={KIT_LIMITS.guideQuestions}
            make={newGuideQuestion}
            nextField="question"
            partsOf={kit => kit.guide.questions}
            without={withoutGuideQuestion}
            Card={GuideQuestionCard}
            question={({ title, question }) => ({
              title: texts.removeTitle(title || question || texts.unnamedQuestion),
              description: texts.removeBody,
            })}
          />
        </Parts>
        <Parts path={PREPARATION} title={texts.preparation}>
          <PreparationSteps path={PREPARATION} />
        </Parts>
        <TextRow path={['guide', 'expertTip']} label={texts.expertTip} rows={2} />
        <TextRow path={['guide', 'commonMistake']} label={texts.commonMistake} rows={2} />
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
  const { rows, insert } = useListEditing(path);
  const add = (title: string) => {
    insert(rows.length, { title, text: '' });
    reveal(foldRequests, [...path, rows.length, 'text']);
    announce(kitTexts.parts.added);
  };
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-2 empty:hidden">
        {rows.map(row => (
          <Step key={row.key} row={row} />
        ))}
      </ol>
      {!readOnly && (
        <AddPart
          path={path}
          label={texts.addStep}
          placeholder={texts.addStepPlaceholder}
          count={rows.length}
          max={KIT_LIMITS.preparationSteps}
          onAdd={add}
        />
      )}
      {readOnly && rows.length === 0 && <p className="text-sm text-faint">{kitTexts.parts.none}</p>}
    </div>
  );
}

function Step({ row: { path, actions } }: { row: ListRow }) {
  const title = useText([...path, 'title']) || texts.unnamedStep;
  return (
    <PartCard {...actions} path={path} title={title}>
      <TextRow path={[...path, 'title']} label={texts.step} />
      <TextRow path={[...path, 'text']} label={texts.stepText} rows={3} />
    </PartCard>
  );
}
