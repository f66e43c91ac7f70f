import { type Question, QuestionCategory } from '../../../../../shared/kit/kit.ts';
import { retriesOf } from '../../../../../shared/practice/practice.ts';
import { Checkbox } from '../../../../components/ui/Checkbox.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { type Place, placeKey, textAt, valueAt, withValueAt } from '../../../../core/kit/place.ts';
import { maySkip, withPractice, withRetries, withSkipping } from '../../../../core/kit/questionRules.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
import { KitNumber } from '../fields/KitNumber.tsx';
import { MarginRow, RemarksAt } from '../fields/MarginRow.tsx';

const texts = kitTexts.questions;
const CATEGORIES = QuestionCategory.options.map(category => ({
  value: category,
  label: kitTexts.categories[category],
}));

const RETRIES = texts.retryCounts.map((label, count) => ({ value: `${count}`, label }));

/** What kind of question it is, how much time it gets, and whether it can be skipped or answered again. */
export function QuestionSetting({ place }: { place: Place }) {
  const { editor, readOnly } = useDesk();
  const categoryPlace = [...place, 'category'];
  const thinkPlace = [...place, 'thinkSeconds'];
  const answerPlace = [...place, 'answerSeconds'];
  const category = useKitState(state => textAt(state.kit, categoryPlace));
  if (readOnly) return <ReadSetting place={place} />;
  return (
    <MarginRow places={[]}>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {/* Several share a row, so each has its remarks right below. */}
        <div className="flex flex-col gap-2 max-sm:col-span-2">
          <Select
            label={texts.category}
            options={CATEGORIES}
            value={category}
            onChange={event => editor.set(categoryPlace, QuestionCategory.parse(event.target.value))}
          />
          <RemarksAt place={categoryPlace} />
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <KitNumber place={thinkPlace} label={texts.think} min={0} max={300} step={5} />
          <RemarksAt place={thinkPlace} />
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <KitNumber place={answerPlace} label={texts.answer} min={15} max={900} step={15} />
          <RemarksAt place={answerPlace} />
        </div>
      </div>
      <div className="grid items-start gap-4 pt-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Skipping place={place} />
        <AnsweringAgain place={place} />
        <OpenForPractice place={place} />
      </div>
    </MarginRow>
  );
}

function Skipping({ place }: { place: Place }) {
  const { editor } = useDesk();
  const may = useKitState(({ kit }) => maySkip(questionAt(kit, place)));
  return (
    <Checkbox
      checked={may}
      onCheckedChange={checked =>
        editor.change(kit => withValueAt(kit, place, withSkipping(questionAt(kit, place), checked)))
      }
      label={texts.mayBeSkipped}
      hint={texts.mayBeSkippedHint}
    />
  );
}

function OpenForPractice({ place }: { place: Place }) {
  const { editor } = useDesk();
  const open = useKitState(({ kit }) => questionAt(kit, place).practice === true);
  return (
    <Checkbox
      checked={open}
      onCheckedChange={checked =>
        editor.change(kit => withValueAt(kit, place, withPractice(questionAt(kit, place), checked)))
      }
      label={texts.practice}
      hint={texts.practiceHint}
    />
  );
}

function AnsweringAgain({ place }: { place: Place }) {
  const { editor } = useDesk();
  const retriesPlace = [...place, 'retries'];
  const retries = useKitState(({ kit }) => retriesOf(questionAt(kit, place)));
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Select
        label={texts.retries}
        hint={texts.retriesHint}
        options={RETRIES}
        value={`${retries}`}
        data-place={placeKey(retriesPlace)}
        onChange={({ target }) =>
          editor.change(kit =>
            withValueAt(kit, place, withRetries(questionAt(kit, place), Number(target.value))),
          )
        }
      />
      <RemarksAt place={retriesPlace} />
    </div>
  );
}

function questionAt(kit: unknown, place: Place): Question {
  return valueAt(kit, place) as Question;
}

function ReadSetting({ place }: { place: Place }) {
  const kit = useKitState(state => state.kit);
  const category = QuestionCategory.safeParse(textAt(kit, [...place, 'category']));
  const facts = [
    { label: texts.category, text: category.success ? kitTexts.categories[category.data] : '' },
    { label: texts.think, text: String(valueAt(kit, [...place, 'thinkSeconds'])) },
    { label: texts.answer, text: String(valueAt(kit, [...place, 'answerSeconds'])) },
    { label: texts.mayBeSkipped, text: maySkip(questionAt(kit, place)) ? texts.yes : texts.no },
    { label: texts.practice, text: questionAt(kit, place).practice ? texts.yes : texts.no },
    { label: texts.retries, text: texts.retryCounts[retriesOf(questionAt(kit, place))] ?? '' },
  ];
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
      {facts.map(({ label, text }) => (
        <div key={label} className="flex flex-col gap-0.5">
          <dt className="font-medium text-muted">{label}</dt>
          <dd className="tabular-nums">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
