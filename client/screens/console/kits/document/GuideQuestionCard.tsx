import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { flushSync } from 'react-dom';
import { type CodeExample, CodeLanguage, Difficulty, KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { QuestionId } from '../../../../../shared/kit/kitIds.ts';
import { wordCount } from '../../../../../shared/kit/transcript.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { type FieldPath, pathKey, textAt } from '../../../../core/editor/fieldPath.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { FieldRow, RemarksAt, useFieldProps } from '../../editor/Remarks.tsx';
import { KitLines } from '../fields/KitLines.tsx';
import { KitText, KitTextField, ReadText } from '../fields/KitText.tsx';
import { focusField, useKitEditing, useKitState } from '../kitContext.ts';
import { PartActions, PartCard, PartIdNote } from './PartCard.tsx';

const texts = kitTexts.guide;
const DIFFICULTIES = Difficulty.options.map(value => ({ value, label: texts.difficulties[value] }));

interface GuideQuestionCardProps {
  index: number;
  count: number;
  onRemove: () => void;
}

export function GuideQuestionCard({ index, count, onRemove }: GuideQuestionCardProps) {
  const path = ['guide', 'questions', index] as const;
  const entry = useKitState(state => state.kit.guide.questions[index]);
  if (!entry) return null;
  const name = entry.title || entry.question || texts.unnamedQuestion;
  return (
    <PartCard
      path={path}
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
      <KitText oneLine path={[...path, 'title']} label={texts.heading} hint={texts.headingHint} />
      <KitText path={[...path, 'question']} label={texts.question} hint={texts.questionHint} />
      <TopicAndDifficulty path={path} />
      <KitText
        path={[...path, 'short']}
        label={texts.short}
        hint={texts.shortHint}
        note={text => texts.words(wordCount(text))}
        rows={2}
      />
      <KitText path={[...path, 'answer']} label={texts.answer} hint={texts.answerHint} rows={4} />
      <KitText path={[...path, 'coachNote']} label={texts.coachNote} hint={texts.coachNoteHint} rows={2} />
      <KitText path={[...path, 'commonMistake']} label={texts.commonMistake} rows={2} />
      <KitLines
        path={[...path, 'followUps']}
        label={texts.followUps}
        hint={texts.followUpsHint}
        max={KIT_LIMITS.followUps}
        rowLabel={texts.followUp}
        addLabel={texts.addFollowUp}
      />
      <CodeField index={index} />
      <Practice path={[...path, 'practice']} />
      <PartIdNote words={texts.address(entry.id)} />
    </PartCard>
  );
}

function TopicAndDifficulty({ path }: { path: FieldPath }) {
  const { editor, readOnly } = useKitEditing();
  const topicPath = [...path, 'topic'];
  const difficultyPath = [...path, 'difficulty'];
  const difficulty = Difficulty.parse(useKitState(state => textAt(state.kit, difficultyPath)));
  return (
    <FieldRow paths={[]}>
      {/* Two fields in a row: remarks are below each, and both have the same height. */}
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-2 [&_textarea]:min-h-10">
          <KitTextField oneLine path={topicPath} label={texts.topic} />
          <RemarksAt path={topicPath} />
        </div>
        {readOnly ? (
          <ReadText label={texts.difficulty} path={difficultyPath} value={texts.difficulties[difficulty]} />
        ) : (
          <Select
            label={texts.difficulty}
            options={DIFFICULTIES}
            value={difficulty}
            data-path={pathKey(difficultyPath)}
            onChange={event => editor.set(difficultyPath, Difficulty.parse(event.target.value))}
          />
        )}
      </div>
    </FieldRow>
  );
}

function Practice({ path }: { path: FieldPath }) {
  const { editor, readOnly } = useKitEditing();
  const questions = useKitState(state => state.kit.questions);
  const chosen = useKitState(state => textAt(state.kit, path));
  const options = [
    { value: '', label: texts.practiceNone },
    ...questions.map(({ id, text }, index) => ({
      value: id as string,
      label: texts.practiceQuestion(index + 1, text || kitTexts.questions.unnamed),
    })),
  ];
  const choose = (id: string) => editor.set(path, id === '' ? undefined : QuestionId.parse(id));
  return (
    <FieldRow paths={[path]}>
      {readOnly ? (
        <ReadText
          label={texts.practice}
          path={path}
          value={options.find(({ value }) => value === chosen)?.label ?? ''}
        />
      ) : (
        <Select
          label={texts.practice}
          hint={texts.practiceHint}
          options={options}
          value={chosen}
          data-path={pathKey(path)}
          onChange={event => choose(event.target.value)}
        />
      )}
    </FieldRow>
  );
}

const LANGUAGES = CodeLanguage.options.map(value => ({ value, label: texts.codeLanguages[value] }));

/** The optional code example of a guide question. */
function CodeField({ index }: { index: number }) {
  const { editor, readOnly, announce } = useKitEditing();
  const path = ['guide', 'questions', index, 'code'] as const;
  const example = useKitState(({ kit }) => kit.guide.questions[index]?.code);
  if (readOnly) return example ? <ReadCode example={example} path={pathKey([...path, 'code'])} /> : null;

  const add = () => {
    // Examples of a kit usually share a language.
    const { questions } = editor.state.get().kit.guide;
    const language = questions.findLast(({ code }) => code)?.code?.language ?? 'text';
    flushSync(() => editor.set(path, { language, code: '' } satisfies CodeExample));
    focusField([...path, 'code']);
    announce(kitTexts.parts.added);
  };
  const remove = () => {
    flushSync(() => editor.set(path, undefined));
    focusField(path);
    announce(kitTexts.parts.removed);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="contents">
        <span className="text-sm font-medium">{texts.code}</span>
      </legend>
      <p className="-mt-1.5 text-sm text-muted">{texts.codeHint}</p>
      {example ? (
        <WrittenCode example={example} index={index} onRemove={remove} />
      ) : (
        <Button
          data-path={pathKey(path)}
          variant="quiet"
          size="sm"
          className="-ml-3 self-start"
          icon={Plus}
          onClick={add}
        >
          {texts.addCode}
        </Button>
      )}
    </fieldset>
  );
}

interface WrittenCodeProps {
  example: CodeExample;
  index: number;
  onRemove: () => void;
}

function WrittenCode({ example, index, onRemove }: WrittenCodeProps) {
  const { editor } = useKitEditing();
  const languagePath = ['guide', 'questions', index, 'code', 'language'] as const;
  const path = ['guide', 'questions', index, 'code', 'code'] as const;
  const field = useFieldProps(path);
  const id = useId();
  return (
    <FieldRow paths={[path]}>
      <div className="flex flex-col gap-3">
        <div className="flex items-end justify-between gap-2">
          <div className="w-48 min-w-0">
            <Select
              label={texts.codeLanguage}
              options={LANGUAGES}
              value={example.language}
              data-path={pathKey(languagePath)}
              onChange={event => editor.set(languagePath, CodeLanguage.parse(event.target.value))}
            />
          </div>
          <IconButton label={texts.removeCode} onClick={onRemove}>
            <Trash2 className="size-4" />
          </IconButton>
        </div>
        <div className="flex min-w-0 flex-col gap-1.5">
          <label htmlFor={id} className="text-sm font-medium">
            {texts.codeText}
          </label>
          <GrowingText
            {...field}
            id={id}
            className="font-mono"
            rows={4}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            autoComplete="off"
            value={example.code}
            onChange={event => editor.set(path, event.target.value)}
          />
        </div>
      </div>
    </FieldRow>
  );
}

/** Long lines scroll: a line break could change the code. */
function ReadCode({ example: { language, code }, path }: { example: CodeExample; path: string }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm font-medium text-muted">
        {texts.code}, {texts.codeLanguages[language]}
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable by keyboard
        tabIndex={0}
        data-path={path}
        className="max-w-prose overflow-x-auto rounded-control bg-sunken px-3 py-2 font-mono text-sm"
      >
        {code}
      </pre>
    </div>
  );
}
