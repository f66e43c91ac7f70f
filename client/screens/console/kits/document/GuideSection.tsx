import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { KitText } from '../fields/KitText.tsx';
import { DocumentSection } from './DocumentSection.tsx';
import { GuideParts } from './GuideParts.tsx';

const texts = kitTexts.guide;

/** The public guide of the role. */
export function GuideSection() {
  return (
    <DocumentSection section="guide" intro={texts.intro}>
      <div className="flex flex-col gap-6">
        <KitText place={['guide', 'promise']} label={texts.promise} hint={texts.promiseHint} />
        <GuideParts
          place={['guide', 'questions']}
          title={texts.questions}
          head={{ key: 'question', label: texts.question, unnamed: texts.unnamedQuestion }}
          body={{ key: 'answer', label: texts.answer }}
          add={{ label: texts.addQuestion, placeholder: texts.addQuestionPlaceholder }}
          max={KIT_LIMITS.guideQuestions}
        />
        <GuideParts
          place={['guide', 'preparation']}
          title={texts.preparation}
          head={{ key: 'title', label: texts.step, unnamed: texts.unnamedStep }}
          body={{ key: 'text', label: texts.stepText }}
          add={{ label: texts.addStep, placeholder: texts.addStepPlaceholder }}
          max={KIT_LIMITS.preparationSteps}
        />
        <KitText place={['guide', 'expertTip']} label={texts.expertTip} rows={2} />
        <KitText place={['guide', 'commonMistake']} label={texts.commonMistake} rows={2} />
      </div>
    </DocumentSection>
  );
}
