import { Plus, Trash2 } from 'lucide-react';
import { flushSync } from 'react-dom';
import { type CodeExample, CodeLanguage, Difficulty, KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { wordCount } from '../../../../../shared/kit/transcript.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { type FieldPath, pathKey } from '../../../../core/editor/fieldPath.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { EditedSelect, EditedText, FieldCell, FieldGroup, FieldRow, TextRow } from '../../editor/fields.tsx';
import { KitLines, MentionLines } from '../fields/KitLines.tsx';
import { focusField, useKitEditing, useKitState } from '../kitContext.ts';
import { PartCard, PartIdNote, type PartProps } from './PartCard.tsx';

const texts = kitTexts.guide;
const DIFFICULTIES = Difficulty.options.map(value => ({ value, label: texts.difficulties[value] }));
const LANGUAGES = CodeLanguage.options.map(value => ({ value, label: texts.codeLanguages[value] }));

export function GuideQuestionCard({ index, ...part }: PartProps) {
  const path = ['guide', 'questions', index] as const;
  const entry = useKitState(state => state.kit.guide.questions[index]);
  if (!entry) return null;
  return (
    <PartCard
      {...part}
      path={path}
      title={entry.title || entry.question || texts.unnamedQuestion}
      summary={
        <>
          {entry.topic && <span>{entry.topic}</span>}
          <span>{texts.difficulties[entry.difficulty]}</span>
        </>
      }
    >
      <TextRow oneLine path={[...path, 'title']} label={texts.heading} hint={texts.headingHint} />
      <TextRow path={[...path, 'question']} label={texts.question} hint={texts.questionHint} />
      <FieldRow paths={[]}>
        <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <FieldCell path={[...path, 'topic']} className="[&_textarea]:min-h-10">
            <EditedText oneLine path={[...path, 'topic']} label={texts.topic} />
          </FieldCell>
          <EditedSelect path={[...path, 'difficulty']} label={texts.difficulty} options={DIFFICULTIES} />
        </div>
      </FieldRow>
      <TextRow
        path={[...path, 'short']}
        label={texts.short}
        hint={texts.shortHint}
        note={text => texts.words(wordCount(text))}
        rows={2}
      />
      <TextRow path={[...path, 'answer']} label={texts.answer} hint={texts.answerHint} rows={4} />
      <TextRow path={[...path, 'coachNote']} label={texts.coachNote} hint={texts.coachNoteHint} rows={2} />
      <TextRow path={[...path, 'commonMistake']} label={texts.commonMistake} rows={2} />
      <MentionLines path={[...path, 'mentions']} />
      <KitLines
        path={[...path, 'followUps']}
        label={texts.followUps}
        hint={texts.followUpsHint}
        max={KIT_LIMITS.followUps}
        rowLabel={texts.followUp}
        addLabel={texts.addFollowUp}
      />
      <CodeField path={[...path, 'code']} example={entry.code} />
      <Practice path={[...path, 'practice']} />
      <PartIdNote words={texts.address(entry.id)} />
    </PartCard>
  );
}

function Practice({ path }: { path: FieldPath }) {
  const questions = useKitState(state => state.kit.questions);
  const options = [
    { value: '', label: texts.practiceNone },
    ...questions.map(({ id, text }, index) => ({
      value: id,
      label: texts.practiceQuestion(index + 1, text || kitTexts.questions.unnamed),
    })),
  ];
  return (
    <FieldRow paths={[path]}>
      <EditedSelect path={path} label={texts.practice} hint={texts.practiceHint} options={options} />
    </FieldRow>
  );
}

function CodeField({ path, example }: { path: FieldPath; example: CodeExample | undefined }) {
  const { editor, readOnly, announce } = useKitEditing();
  const textPath = [...path, 'code'];
  if (readOnly) return example ? <ReadCode example={example} path={pathKey(textPath)} /> : null;

  const add = () => {
    // Starts with the newest example's language, because a kit's examples usually share one.
    const { questions } = editor.state.get().kit.guide;
    const language = questions.findLast(({ code }) => code)?.code?.language ?? 'text';
    flushSync(() => editor.set(path, { language, code: '' } satisfies CodeExample));
    focusField(textPath);
    announce(kitTexts.parts.added);
  };
  const remove = () => {
    flushSync(() => editor.set(path, undefined));
    focusField(path);
    announce(kitTexts.parts.removed);
  };
  return (
    <FieldGroup label={texts.code} hint={texts.codeHint}>
      {example ? (
        <FieldRow paths={[textPath]}>
          <div className="flex flex-col gap-3">
            <div className="flex items-end justify-between gap-2">
              <div className="w-48 min-w-0">
                <EditedSelect path={[...path, 'language']} label={texts.codeLanguage} options={LANGUAGES} />
              </div>
              <IconButton label={texts.removeCode} icon={Trash2} onClick={remove} />
            </div>
            <EditedText
              path={textPath}
              label={texts.codeText}
              className="font-mono"
              rows={4}
              spellCheck="false"
              autoCapitalize="off"
              autoCorrect="off"
              autoComplete="off"
            />
          </div>
        </FieldRow>
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
    </FieldGroup>
  );
}

/** Shows code. Long lines scroll, because a line break could change the code. */
function ReadCode({ example: { language, code }, path }: { example: CodeExample; path: string }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm font-medium text-muted">
        {texts.code}, {texts.codeLanguages[language]}
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: focusable, so that the keyboard can scroll it
        tabIndex={0}
        data-path={path}
        className="max-w-prose overflow-x-auto rounded-control bg-sunken px-3 py-2 font-mono text-sm"
      >
        {code}
      </pre>
    </div>
  );
}
