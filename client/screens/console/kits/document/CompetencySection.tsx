import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import { newCompetency, withoutCompetency } from '../../../../core/kit/newParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { CompetencyCard } from './CompetencyCard.tsx';
import { PartSection } from './PartSection.tsx';

const texts = kitTexts.competencies;

export function CompetencySection() {
  return (
    <PartSection
      section="competencies"
      texts={texts}
      max={KIT_LIMITS.competencies}
      make={newCompetency}
      nextField="description"
      partsOf={kit => kit.competencies}
      without={(kit, { id }) => withoutCompetency(kit, id)}
      card={props => <CompetencyCard {...props} />}
      question={({ name }) => ({
        title: texts.removeTitle(name || texts.unnamed),
        description: texts.removeBody,
      })}
    />
  );
}
