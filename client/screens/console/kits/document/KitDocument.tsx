import { memo } from 'react';
import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import type { FieldPath } from '../../../../core/editor/fieldPath.ts';
import {
  newCompetency,
  newQuestion,
  withoutCompetency,
  withoutQuestion,
  withPractice,
} from '../../../../core/kit/kitParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { FieldRow, RemarksAt } from '../../editor/Remarks.tsx';
import { KitTextField } from '../fields/KitText.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';
import { CompetencyCard } from './CompetencyCard.tsx';
import { KitGuideSection } from './KitGuideSection.tsx';
import { DocumentSection, PartSection } from './PartList.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import { ScriptSection } from './ScriptSection.tsx';

/** Memoized: every field subscribes to what it shows. */
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

const roleTexts = kitTexts.role;
const ROLE = ['role'] as const;
const LEVEL = ['level'] as const;
const LOCALE = ['locale'] as const;

function RoleSection() {
  return (
    <DocumentSection section="role">
      <FieldRow paths={[]}>
        <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_8rem]">
          <RoleField path={ROLE} label={roleTexts.role} />
          <RoleField path={LEVEL} label={roleTexts.level} />
          <RoleField path={LOCALE} label={roleTexts.locale} />
        </div>
      </FieldRow>
    </DocumentSection>
  );
}

/** Three fields in a row: remarks are below each. */
function RoleField({ path, label }: { path: FieldPath; label: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <KitTextField oneLine path={path} label={label} />
      <RemarksAt path={path} />
    </div>
  );
}

const competenciesTexts = kitTexts.competencies;

function CompetencySection() {
  return (
    <PartSection
      section="competencies"
      texts={competenciesTexts}
      max={KIT_LIMITS.competencies}
      make={newCompetency}
      nextField="description"
      partsOf={kit => kit.competencies}
      without={(kit, { id }) => withoutCompetency(kit, id)}
      card={props => <CompetencyCard {...props} />}
      question={({ name }) => ({
        title: competenciesTexts.removeTitle(name || competenciesTexts.unnamed),
        description: competenciesTexts.removeBody,
      })}
    />
  );
}

const questionsTexts = kitTexts.questions;

function QuestionSection() {
  return (
    <PartSection
      section="questions"
      texts={questionsTexts}
      max={KIT_LIMITS.questions}
      make={newQuestion}
      lead={<OpenQuestions />}
      nextField="rephrased"
      partsOf={kit => kit.questions}
      without={(kit, { id }) => withoutQuestion(kit, id)}
      card={props => <QuestionCard {...props} />}
      question={({ text }) => ({
        title: questionsTexts.removeTitle,
        description: (
          <>
            <span className="mb-2 block font-medium text-ink">{text || questionsTexts.unnamed}</span>
            {questionsTexts.removeBody}
          </>
        ),
      })}
    />
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
      questions: kit.questions.map(question => withPractice(question, wanted)),
    }));
    announce(wanted ? questionsTexts.practiceOpened : questionsTexts.practiceClosed);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="max-w-prose min-w-0 flex-1 basis-64 text-sm text-muted">
        {questionsTexts.practiceCount(open, all)}
      </p>
      {!readOnly && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => set(true)}>
            {questionsTexts.practiceAll}
          </Button>
          <Button size="sm" onClick={() => set(false)}>
            {questionsTexts.practiceNone}
          </Button>
        </div>
      )}
    </div>
  );
}
