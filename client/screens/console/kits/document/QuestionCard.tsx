import { Check } from 'lucide-react';
import { useId } from 'react';
import { KIT_LIMITS, type Question, QuestionCategory } from '../../../../../shared/kit/kit.ts';
import { Checkbox } from '../../../../components/ui/Checkbox.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { type FieldPath, listAt, pathKey } from '../../../../core/editor/fieldPath.ts';
import { type QuestionSettings, settingOf, withSetting } from '../../../../core/kit/kitParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import {
  EditedNumber,
  EditedSelect,
  FieldCell,
  FieldGroup,
  FieldRow,
  ReadText,
  TextRow,
  useDescription,
} from '../../editor/fields.tsx';
import { KitLines, MentionLines } from '../fields/KitLines.tsx';
import { SpokenText } from '../fields/LineRecording.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';
import { FollowUps } from './FollowUps.tsx';
import { PartCard, PartIdNote, type PartProps } from './PartCard.tsx';

const texts = kitTexts.questions;
const POINTS = { max: KIT_LIMITS.points, addLabel: texts.addPoint };

export function QuestionCard({ index, ...part }: PartProps) {
  const { readOnly } = useKitEditing();
  const path = ['questions', index] as const;
  const question = useKitState(state => state.kit.questions[index]);
  if (!question) return null;
  return (
    <PartCard
      {...part}
      path={path}
      title={question.text || texts.unnamed}
      summary={<QuestionSummary question={question} />}
    >
      <SpokenText path={[...path, 'text']} label={texts.text} hint={texts.textHint} />
      <SpokenText path={[...path, 'rephrased']} label={texts.rephrased} hint={texts.rephrasedHint} />
      {readOnly ? <ReadSettings question={question} /> : <Settings path={path} question={question} />}
      <QuestionCompetencies path={[...path, 'competencies']} />
      <FollowUps index={index} />
      <TextRow
        path={[...path, 'modelAnswer']}
        label={texts.modelAnswer}
        hint={texts.modelAnswerHint}
        rows={3}
      />
      <KitLines {...POINTS} path={[...path, 'strong']} label={texts.strong} rowLabel={texts.strongRow} />
      <KitLines {...POINTS} path={[...path, 'weak']} label={texts.weak} rowLabel={texts.weakRow} />
      <MentionLines path={[...path, 'mentions']} />
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

const CATEGORIES = QuestionCategory.options.map(category => ({
  value: category,
  label: kitTexts.categories[category],
}));
const RETRIES = texts.retryCounts.map((label, count) => ({ value: `${count}`, label }));

function Settings({ path, question }: { path: FieldPath; question: Question }) {
  const { editor } = useKitEditing();
  const retriesPath = [...path, 'retries'];
  const set = <K extends keyof QuestionSettings>(key: K, value: QuestionSettings[K]) =>
    editor.set(path, withSetting(question, key, value));
  return (
    <FieldRow paths={[]}>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <FieldCell path={[...path, 'category']} className="max-sm:col-span-2">
          <EditedSelect path={[...path, 'category']} label={texts.category} options={CATEGORIES} />
        </FieldCell>
        <EditedNumber path={[...path, 'thinkSeconds']} label={texts.think} min={0} max={300} step={5} />
        <EditedNumber path={[...path, 'answerSeconds']} label={texts.answer} min={15} max={900} step={15} />
      </div>
      <div className="grid items-start gap-4 pt-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Checkbox
          checked={settingOf(question, 'mayBeSkipped')}
          onCheckedChange={checked => set('mayBeSkipped', checked)}
          label={texts.mayBeSkipped}
          hint={texts.mayBeSkippedHint}
        />
        <FieldCell path={retriesPath}>
          <Select
            label={texts.retries}
            hint={texts.retriesHint}
            options={RETRIES}
            value={`${settingOf(question, 'retries')}`}
            data-path={pathKey(retriesPath)}
            onChange={({ target }) => set('retries', Number(target.value))}
          />
        </FieldCell>
        <Checkbox
          checked={settingOf(question, 'practice')}
          onCheckedChange={checked => set('practice', checked)}
          label={texts.practice}
          hint={texts.practiceHint}
        />
      </div>
    </FieldRow>
  );
}

function ReadSettings({ question }: { question: Question }) {
  const facts = [
    [texts.category, kitTexts.categories[question.category]],
    [texts.think, question.thinkSeconds],
    [texts.answer, question.answerSeconds],
    [texts.mayBeSkipped, settingOf(question, 'mayBeSkipped') ? texts.yes : texts.no],
    [texts.practice, settingOf(question, 'practice') ? texts.yes : texts.no],
    [texts.retries, texts.retryCounts[settingOf(question, 'retries')]],
  ];
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
      {facts.map(([label, fact]) => (
        <div key={label} className="flex flex-col gap-0.5">
          <dt className="font-medium text-muted">{label}</dt>
          <dd className="tabular-nums">{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Largest number of competencies per question, because one answer can't show more of them well. */
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
      <FieldGroup
        label={texts.competencies}
        hint={competencies.length === 0 ? texts.noCompetencies : texts.competenciesHint}
        hintId={hintId}
        describedBy={describedBy}
      >
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
      </FieldGroup>
    </FieldRow>
  );
}
