import { memo } from 'react';
import { CompetencySection } from './CompetencySection.tsx';
import { GuideSection } from './GuideSection.tsx';
import { QuestionSection } from './QuestionSection.tsx';
import { RoleSection } from './RoleSection.tsx';
import { ScriptSection } from './ScriptSection.tsx';

/** The whole kit from top to bottom, to write or to read. Each piece follows what it shows; nothing is drawn anew from here. */
export const KitDocument = memo(function KitDocument() {
  return (
    <div className="@container flex flex-col gap-12">
      <RoleSection />
      <CompetencySection />
      <QuestionSection />
      <ScriptSection />
      <GuideSection />
    </div>
  );
});
