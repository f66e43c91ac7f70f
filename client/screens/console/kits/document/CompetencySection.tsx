import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { newCompetency, withoutCompetency } from '../../../../core/kit/newParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useKitState } from '../desk.ts';
import { CompetencyCard } from './CompetencyCard.tsx';
import { PartSection } from './PartSection.tsx';

const texts = kitTexts.competencies;

export function CompetencySection() {
  const competencies = useKitState(state => state.kit.competencies);
  return (
    <PartSection
      section="competencies"
      texts={texts}
      parts={competencies}
      max={KIT_LIMITS.competencies}
      make={newCompetency}
      nextField="description"
      without={(kit, { id }) => withoutCompetency(kit, id)}
      card={(index, onRemove) => (
        <CompetencyCard
          key={competencies[index]?.id}
          index={index}
          count={competencies.length}
          onRemove={onRemove}
        />
      )}
      question={({ name }) => ({
        title: texts.removeTitle(name || texts.unnamed),
        description: texts.removeBody,
      })}
    />
  );
}
