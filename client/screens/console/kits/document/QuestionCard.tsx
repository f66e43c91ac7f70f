import { Check } from 'lucide-react';
import { useId } from 'react';
import { KIT_LIMITS, type Question, QuestionCategory } from '../../../../../shared/kit/kit.ts';
import { retriesOf } from '../../../../../shared/practice/practice.ts';
import { Checkbox } from '../../../../components/ui/Checkbox.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import {
  type FieldPath,
  listAt,
  pathKey,
  textAt,
  valueAt,
  withValueAt,
} from '../../../../core/editor/fieldPath.ts';
import { maySkip, withPractice, withRetries, withSkipping } from '../../../../core/kit/kitParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { FieldRow, RemarksAt, useDescription } from '../../editor/Remarks.tsx';
import { KitLines } from '../fields/KitLines.tsx';
import { KitNumber, KitText, ReadText, SpokenText } from '../fields/KitText.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';
import { FollowUps } from './FollowUps.tsx';
import { PartActions, PartCard, PartIdNote } from './PartCard.tsx';

const texts = kitTexts.questions;

interface QuestionCardProps {
  index: number;
  count: number;
  onRemove: () => void;
}

export function QuestionCard({ index, count, onRemove }: QuestionCardProps) {
  const path = ['questions', index] as const;
  const question = useKitState(state => state.kit.questions[index]);
  if (!question) return null;
  const name = question.text || texts.unnamed;
  return (
    <PartCard
      path={path}
      number={index + 1}
      title={name}
      summary={<QuestionSummary question={question} />}
      actions={
        <PartActions list={['questions']} name={name} index={index} count={count} onRemove={onRemove} />
      }
    >
      <SpokenText path={[...path, 'text']} label={texts.text} hint={texts.textHint} />
      <SpokenText path={[...path, 'rephrased']} label={texts.rephrased} hint={texts.rephrasedHint} />
      <QuestionSetting path={path} />
      <QuestionCompetencies path={[...path, 'competencies']} />
      <FollowUps path={[...path, 'probes']} />
      <KitText
        path={[...path, 'modelAnswer']}
        label={texts.modelAnswer}
        hint={texts.modelAnswerHint}
        rows={3}
      />
      <Points path={[...path, 'strong']} label={texts.strong} rowLabel={texts.strongRow} />
      <Points path={[...path, 'weak']} label={texts.weak} rowLabel={texts.weakRow} />
      <PartIdNote words={kitTexts.parts.known(question.id)} />
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
  path: FieldPath;
  label: string;
  rowLabel: (number: number) => string;
}

function Points(props: PointsProps) {
  return <KitLines {...props} max={KIT_LIMITS.points} addLabel={texts.addPoint} />;
}

const CATEGORIES = QuestionCategory.options.map(category => ({
  value: category,
  label: kitTexts.categories[category],
}));

const RETRIES = texts.retryCounts.map((label, count) => ({ value: `${count}`, label }));

function QuestionSetting({ path }: { path: FieldPath }) {
  const { editor, readOnly } = useKitEditing();
  const categoryPath = [...path, 'category'];
  const thinkPath = [...path, 'thinkSeconds'];
  const answerPath = [...path, 'answerSeconds'];
  const category = useKitState(state => textAt(state.kit, categoryPath));
  if (readOnly) return <ReadSetting path={path} />;
  return (
    <FieldRow paths={[]}>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {/* Several fields in a row: remarks are below each. */}
        <div className="flex flex-col gap-2 max-sm:col-span-2">
          <Select
            label={texts.category}
            options={CATEGORIES}
            value={category}
            onChange={event => editor.set(categoryPath, QuestionCategory.parse(event.target.value))}
          />
          <RemarksAt path={categoryPath} />
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <KitNumber path={thinkPath} label={texts.think} min={0} max={300} step={5} />
          <RemarksAt path={thinkPath} />
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <KitNumber path={answerPath} label={texts.answer} min={15} max={900} step={15} />
          <RemarksAt path={answerPath} />
        </div>
      </div>
      <div className="grid items-start gap-4 pt-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Skipping path={path} />
        <AnsweringAgain path={path} />
        <OpenForPractice path={path} />
      </div>
    </FieldRow>
  );
}

function Skipping({ path }: { path: FieldPath }) {
  const { editor } = useKitEditing();
  const may = useKitState(({ kit }) => maySkip(questionAt(kit, path)));
  return (
    <Checkbox
      checked={may}
      onCheckedChange={checked =>
        editor.change(kit => withValueAt(kit, path, withSkipping(questionAt(kit, path), checked)))
      }
      label={texts.mayBeSkipped}
      hint={texts.mayBeSkippedHint}
    />
  );
}

function OpenForPractice({ path }: { path: FieldPath }) {
  const { editor } = useKitEditing();
  const open = useKitState(({ kit }) => questionAt(kit, path).practice === true);
  return (
    <Checkbox
      checked={open}
      onCheckedChange={checked =>
        editor.change(kit => withValueAt(kit, path, withPractice(questionAt(kit, path), checked)))
      }
      label={texts.practice}
      hint={texts.practiceHint}
    />
  );
}

function AnsweringAgain({ path }: { path: FieldPath }) {
  const { editor } = useKitEditing();
  const retriesPath = [...path, 'retries'];
  const retries = useKitState(({ kit }) => retriesOf(questionAt(kit, path)));
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Select
        label={texts.retries}
        hint={texts.retriesHint}
        options={RETRIES}
        value={`${retries}`}
        data-path={pathKey(retriesPath)}
        onChange={({ target }) =>
          editor.change(kit =>
            withValueAt(kit, path, withRetries(questionAt(kit, path), Number(target.value))),
          )
        }
      />
      <RemarksAt path={retriesPath} />
    </div>
  );
}

function questionAt(kit: unknown, path: FieldPath): Question {
  return valueAt(kit, path) as Question;
}

function ReadSetting({ path }: { path: FieldPath }) {
  const kit = useKitState(state => state.kit);
  const category = QuestionCategory.safeParse(textAt(kit, [...path, 'category']));
  const facts = [
    { label: texts.category, text: category.success ? kitTexts.categories[category.data] : '' },
    { label: texts.think, text: String(valueAt(kit, [...path, 'thinkSeconds'])) },
    { label: texts.answer, text: String(valueAt(kit, [...path, 'answerSeconds'])) },
    { label: texts.mayBeSkipped, text: maySkip(questionAt(kit, path)) ? texts.yes : texts.no },
    { label: texts.practice, text: questionAt(kit, path).practice ? texts.yes : texts.no },
    { label: texts.retries, text: texts.retryCounts[retriesOf(questionAt(kit, path))] ?? '' },
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

/** An answer can't show more than two competencies well. */
const MAX_COMPETENCIES = 2;

function QuestionCompetencies({ path }: { path: FieldPath }) {
  const { editor, readOnly } = useKitEditing();
  const competencies = useKitState(state => state.kit.competencies);
  const chosen = useKitState(state => listAt(state.kit, path));
  const hintId = useId();
  const { 'aria-describedby': describedBy } = useDescription(path, hintId);
  if (readOnly) {
    const names = competencies.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
    return (
      <FieldRow paths={[path]}>
        <ReadText label={texts.competencies} path={path} value={names.join(', ')} />
      </FieldRow>
    );
  }

  const toggle = (id: string, on: boolean) =>
    editor.set(path, on ? [...chosen, id] : chosen.filter(other => other !== id));
  return (
    <FieldRow paths={[path, ...chosen.map((_, index) => [...path, index])]}>
      <fieldset aria-describedby={describedBy} className="flex min-w-0 flex-col gap-1.5">
        <legend className="contents">
          <span className="text-sm font-medium">{texts.competencies}</span>
        </legend>
        <p id={hintId} className="-mt-1 text-sm text-muted">
          {competencies.length === 0 ? texts.noCompetencies : texts.competenciesHint}
        </p>
        <div className="flex flex-wrap gap-2">
          {competencies.map(({ id, name }, index) => (
            <label
              key={id}
              className="flex min-h-8 cursor-pointer items-center gap-1.5 rounded-full border border-line-strong bg-surface px-3 py-1 text-sm transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink has-disabled:cursor-default has-disabled:opacity-60 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
            >
              <input
                type="checkbox"
                className="peer sr-only"
                data-path={index === 0 ? pathKey(path) : undefined}
                checked={chosen.includes(id)}
                disabled={chosen.length >= MAX_COMPETENCIES && !chosen.includes(id)}
                onChange={event => toggle(id, event.target.checked)}
              />
              <Check className="hidden size-3.5 shrink-0 peer-checked:block" strokeWidth={3} />
              {name || kitTexts.competencies.unnamed}
            </label>
          ))}
        </div>
      </fieldset>
    </FieldRow>
  );
}
