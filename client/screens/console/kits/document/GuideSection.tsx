import type { ReactNode } from 'react';
import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import { newGuideQuestion, withoutGuideQuestion } from '../../../../core/kit/newParts.ts';
import { listAt, type Place } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useKitState } from '../desk.ts';
import { KitText } from '../fields/KitText.tsx';
import { DocumentSection, OpenAll } from './DocumentSection.tsx';
import { GuideQuestionCard } from './GuideQuestionCard.tsx';
import { PartList } from './PartSection.tsx';
import { PreparationSteps } from './PreparationSteps.tsx';

const texts = kitTexts.guide;
const QUESTIONS = ['guide', 'questions'] as const;
const PREPARATION = ['guide', 'preparation'] as const;

/** The public guide of the role. */
export function GuideSection() {
  return (
    <DocumentSection section="guide" intro={texts.intro}>
      <div className="flex flex-col gap-6">
        <KitText place={['guide', 'promise']} label={texts.promise} hint={texts.promiseHint} />
        <Parts place={QUESTIONS} title={texts.questions}>
          <PartList
            place={QUESTIONS}
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
        <Parts place={PREPARATION} title={texts.preparation}>
          <PreparationSteps place={PREPARATION} />
        </Parts>
        <KitText place={['guide', 'expertTip']} label={texts.expertTip} rows={2} />
        <KitText place={['guide', 'commonMistake']} label={texts.commonMistake} rows={2} />
      </div>
    </DocumentSection>
  );
}

interface PartsProps {
  place: Place;
  title: string;
  children: ReactNode;
}

/** One of the guide's lists under its title. */
function Parts({ place, title, children }: PartsProps) {
  const any = useKitState(state => listAt(state.kit, place).length > 0);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-sm font-semibold">{title}</h3>
        {any && <OpenAll parts={place} label={title} />}
      </div>
      {children}
    </div>
  );
}
