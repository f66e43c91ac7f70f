import { memo } from 'react';
import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import {
  newCompetency,
  newQuestion,
  withoutCompetency,
  withoutQuestion,
  withSetting,
} from '../../../../core/kit/kitParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { EditedText, FieldCell, FieldRow } from '../../editor/fields.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';
import { CompetencyCard } from './CompetencyCard.tsx';
import { KitGuideSection } from './KitGuideSection.tsx';
import { DocumentSection, PartList } from './PartList.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import { ScriptSection } from './ScriptSection.tsx';

/** Shows the whole kit. Doesn't re-render with its parent, because each field subscribes to its own data. */
export const KitDocument = memo(function KitDocument() {
  return (
    <div className="@container flex flex-col gap-12">
      <RoleSection />
      <CompetencySection />
      <QuestionSection />
      <ScriptSection />
      <KitGuideSection />
    </div>
  );
});

const ROLE = ['role', 'level', 'locale'] as const;

function RoleSection() {
  return (
    <DocumentSection section="role">
      <FieldRow paths={[]}>
        <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_8rem]">
          {ROLE.map(field => (
            <FieldCell key={field} path={[field]}>
              <EditedText oneLine path={[field]} label={kitTexts.role[field]} />
            </FieldCell>
          ))}
        </div>
      </FieldRow>
    </DocumentSection>
  );
}

const competencyTexts = kitTexts.competencies;

function CompetencySection() {
  return (
    <DocumentSection section="competencies" intro={competencyTexts.intro} parts={['competencies']}>
      <PartList
        path={['competencies']}
        texts={competencyTexts}
        max={KIT_LIMITS.competencies}
        make={newCompetency}
        nextField="description"
        partsOf={kit => kit.competencies}
        without={withoutCompetency}
        Card={CompetencyCard}
        question={({ name }) => ({
          title: competencyTexts.removeTitle(name || competencyTexts.unnamed),
          description: competencyTexts.removeBody,
        })}
      />
    </DocumentSection>
  );
}

const texts = kitTexts.questions;

function QuestionSection() {
  return (
    <DocumentSection section="questions" intro={texts.intro} parts={['questions']}>
      <OpenQuestions />
      <PartList
        path={['questions']}
        texts={texts}
        max={KIT_LIMITS.questions}
        make={newQuestion}
        nextField="rephrased"
        partsOf={kit => kit.questions}
        without={withoutQuestion}
        Card={QuestionCard}
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
    </DocumentSection>
  );
}

function OpenQuestions() {
  const { editor, readOnly, announce } = useKitEditing();
  const all = useKitState(({ kit }) => kit.questions.length);
  const open = useKitState(({ kit }) => kit.questions.filter(({ practice }) => practice).length);
  if (all === 0) return null;
  const set = (wanted: boolean) => {
    editor.change(kit => ({
      ...kit,
      questions: kit.questions.map(question => withSetting(question, 'practice', wanted)),
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
