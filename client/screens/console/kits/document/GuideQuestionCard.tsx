import { Difficulty } from '../../../../../shared/kit/guide.ts';
import { QuestionId } from '../../../../../shared/kit/kitIds.ts';
import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import { wordCount } from '../../../../../shared/kit/transcript.ts';
import { Select } from '../../../../components/ui/Select.tsx';
import { type Place, placeKey, textAt } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
import { KitLines } from '../fields/KitLines.tsx';
import { KitText, KitTextField } from '../fields/KitText.tsx';
import { MarginRow, RemarksAt } from '../fields/MarginRow.tsx';
import { ReadText } from '../fields/ReadText.tsx';
import { CodeField } from './CodeField.tsx';
import { KnownAs } from './KnownAs.tsx';
import { PartActions } from './PartActions.tsx';
import { PartCard } from './PartCard.tsx';

const texts = kitTexts.guide;
const DIFFICULTIES = Difficulty.options.map(value => ({ value, label: texts.difficulties[value] }));

interface GuideQuestionCardProps {
  index: number;
  count: number;
  onRemove: () => void;
}

/** One question of the public guide, with everything its page says about it. */
export function GuideQuestionCard({ index, count, onRemove }: GuideQuestionCardProps) {
  const place = ['guide', 'questions', index] as const;
  const entry = useKitState(state => state.kit.guide.questions[index]);
  if (!entry) return null;
  const name = entry.title || entry.question || texts.unnamedQuestion;
  return (
    <PartCard
      place={place}
      number={index + 1}
      title={name}
      summary={
        <>
          {entry.topic && <span>{entry.topic}</span>}
          <span>{texts.difficulties[entry.difficulty]}</span>
        </>
      }
      actions={
        <PartActions
          list={['guide', 'questions']}
          name={name}
          index={index}
          count={count}
          onRemove={onRemove}
        />
      }
    >
      <KitText oneLine place={[...place, 'title']} label={texts.heading} hint={texts.headingHint} />
      <KitText place={[...place, 'question']} label={texts.question} hint={texts.questionHint} />
      <TopicAndDifficulty place={place} />
      <KitText
        place={[...place, 'short']}
        label={texts.short}
        hint={texts.shortHint}
        note={text => texts.words(wordCount(text))}
        rows={2}
      />
      <KitText place={[...place, 'answer']} label={texts.answer} hint={texts.answerHint} rows={4} />
      <KitText place={[...place, 'coachNote']} label={texts.coachNote} hint={texts.coachNoteHint} rows={2} />
      <KitText place={[...place, 'commonMistake']} label={texts.commonMistake} rows={2} />
      <KitLines
        place={[...place, 'followUps']}
        label={texts.followUps}
        hint={texts.followUpsHint}
        max={KIT_LIMITS.followUps}
        rowLabel={texts.followUp}
        addLabel={texts.addFollowUp}
      />
      <CodeField index={index} />
      <Practice place={[...place, 'practice']} />
      <KnownAs words={texts.address(entry.id)} />
    </PartCard>
  );
}

/** What the questions of a guide are sorted and filtered by. */
function TopicAndDifficulty({ place }: { place: Place }) {
  const { editor, readOnly } = useDesk();
  const topicPlace = [...place, 'topic'];
  const difficultyPlace = [...place, 'difficulty'];
  const difficulty = Difficulty.parse(useKitState(state => textAt(state.kit, difficultyPlace)));
  return (
    <MarginRow places={[]}>
      {/* Both share a row, so each has its remarks right below, and both are as tall. */}
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-2 [&_textarea]:min-h-10">
          <KitTextField oneLine place={topicPlace} label={texts.topic} />
          <RemarksAt place={topicPlace} />
        </div>
        {readOnly ? (
          <ReadText label={texts.difficulty} place={difficultyPlace} value={texts.difficulties[difficulty]} />
        ) : (
          <Select
            label={texts.difficulty}
            options={DIFFICULTIES}
            value={difficulty}
            data-place={placeKey(difficultyPlace)}
            onChange={event => editor.set(difficultyPlace, Difficulty.parse(event.target.value))}
          />
        )}
      </div>
    </MarginRow>
  );
}

/** The rated question that the page offers for practice, or none. */
function Practice({ place }: { place: Place }) {
  const { editor, readOnly } = useDesk();
  const questions = useKitState(state => state.kit.questions);
  const chosen = useKitState(state => textAt(state.kit, place));
  const options = [
    { value: '', label: texts.practiceNone },
    ...questions.map(({ id, text }, index) => ({
      value: id as string,
      label: texts.practiceQuestion(index + 1, text || kitTexts.questions.unnamed),
    })),
  ];
  const choose = (id: string) => editor.set(place, id === '' ? undefined : QuestionId.parse(id));
  return (
    <MarginRow places={[place]}>
      {readOnly ? (
        <ReadText
          label={texts.practice}
          place={place}
          value={options.find(({ value }) => value === chosen)?.label ?? ''}
        />
      ) : (
        <Select
          label={texts.practice}
          hint={texts.practiceHint}
          options={options}
          value={chosen}
          data-place={placeKey(place)}
          onChange={event => choose(event.target.value)}
        />
      )}
    </MarginRow>
  );
}
