import type { Question } from '../../../../../shared/kit/kit.ts';
import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import type { Place } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useKitState } from '../desk.ts';
import { KitLines } from '../fields/KitLines.tsx';
import { KitText, SpokenText } from '../fields/KitText.tsx';
import { KnownAs } from './KnownAs.tsx';
import { PartActions } from './PartActions.tsx';
import { PartCard } from './PartCard.tsx';
import { Probes } from './Probes.tsx';
import { QuestionCompetencies } from './QuestionCompetencies.tsx';
import { QuestionSetting } from './QuestionSetting.tsx';

const texts = kitTexts.questions;

interface QuestionCardProps {
  index: number;
  count: number;
  onRemove: () => void;
}

export function QuestionCard({ index, count, onRemove }: QuestionCardProps) {
  const place = ['questions', index] as const;
  const question = useKitState(state => state.kit.questions[index]);
  if (!question) return null;
  const name = question.text || texts.unnamed;
  return (
    <PartCard
      place={place}
      number={index + 1}
      title={name}
      summary={<QuestionSummary question={question} />}
      actions={
        <PartActions list={['questions']} name={name} index={index} count={count} onRemove={onRemove} />
      }
    >
      <SpokenText place={[...place, 'text']} label={texts.text} hint={texts.textHint} />
      <SpokenText place={[...place, 'rephrased']} label={texts.rephrased} hint={texts.rephrasedHint} />
      <QuestionSetting place={place} />
      <QuestionCompetencies place={[...place, 'competencies']} />
      <Probes place={[...place, 'probes']} />
      <KitText
        place={[...place, 'modelAnswer']}
        label={texts.modelAnswer}
        hint={texts.modelAnswerHint}
        rows={3}
      />
      <Points place={[...place, 'strong']} label={texts.strong} rowLabel={texts.strongRow} />
      <Points place={[...place, 'weak']} label={texts.weak} rowLabel={texts.weakRow} />
      <KnownAs words={kitTexts.parts.known(question.id)} />
    </PartCard>
  );
}

function QuestionSummary({ question }: { question: Question }) {
  const names = useKitState(state => state.kit.competencies)
    .filter(({ id }) => question.competencies.includes(id))
    .map(({ name }) => name);
  return (
    <>
      <span>{kitTexts.categories[question.category]}</span>
      {names.length > 0 && <span>{names.join(', ')}</span>}
      <span className="tabular-nums">
        {texts.times(question.thinkSeconds || 0, question.answerSeconds || 0)}
      </span>
      <span>{texts.probeCount(question.probes.length)}</span>
      {question.practice && <span>{texts.practiceMark}</span>}
    </>
  );
}

interface PointsProps {
  place: Place;
  label: string;
  rowLabel: (number: number) => string;
}

function Points(props: PointsProps) {
  return <KitLines {...props} max={KIT_LIMITS.points} addLabel={texts.addPoint} />;
}
