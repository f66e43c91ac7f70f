import { useState } from 'react';
import { flushSync } from 'react-dom';
import { type Competency, KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx';
import { newCompetency, withoutCompetency } from '../../../../core/kit/newParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
import { AddPart } from '../fields/AddPart.tsx';
import { focusPlace, reveal } from '../reveal.ts';
import { CompetencyCard } from './CompetencyCard.tsx';
import { DocumentSection } from './DocumentSection.tsx';

const texts = kitTexts.competencies;
const PLACE = ['competencies'] as const;

export function CompetencySection() {
  const { editor, readOnly, wishes, announce } = useDesk();
  const competencies = useKitState(state => state.kit.competencies);
  const [removing, setRemoving] = useState<Competency>();

  const add = (name: string) => {
    const { kit, base } = editor.state.get();
    const index = kit.competencies.length;
    flushSync(() => editor.insert(PLACE, index, newCompetency(name, [kit, base.kit])));
    reveal(wishes, [...PLACE, index, 'description']);
    announce(kitTexts.parts.added);
  };
  const remove = ({ id }: Competency) => {
    flushSync(() => {
      editor.change(kit => withoutCompetency(kit, id));
      setRemoving(undefined);
    });
    focusPlace(PLACE);
    announce(kitTexts.parts.removed);
  };

  return (
    <DocumentSection section="competencies" intro={texts.intro} parts={PLACE}>
      <ol className="flex flex-col gap-2 empty:hidden">
        {competencies.map(({ id }, index) => (
          <CompetencyCard
            key={id}
            index={index}
            count={competencies.length}
            onRemove={() => setRemoving(competencies[index])}
          />
        ))}
      </ol>
      {!readOnly && (
        <AddPart
          place={PLACE}
          label={texts.add}
          placeholder={texts.addPlaceholder}
          maxLength={KIT_LIMITS.name}
          count={competencies.length}
          max={KIT_LIMITS.competencies}
          onAdd={add}
        />
      )}
      {removing && (
        <ConfirmDialog
          open
          danger
          title={texts.removeTitle(removing.name || texts.unnamed)}
          description={texts.removeBody}
          confirmLabel={texts.removeConfirm}
          onOpenChange={() => setRemoving(undefined)}
          onConfirm={() => remove(removing)}
        />
      )}
    </DocumentSection>
  );
}
