import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { flushSync } from 'react-dom';
import { type CodeExample, CodeLanguage } from '../../../../../shared/kit/guide.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { placeKey } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState, useRemarks } from '../desk.ts';
import { MarginRow, remarkProps } from '../fields/MarginRow.tsx';
import { focusPlace } from '../reveal.ts';

const texts = kitTexts.guide;
const LANGUAGES = CodeLanguage.options.map(value => ({ value, label: texts.codeLanguages[value] }));

/** The code example of a question of the guide: it need not have one. */
export function CodeField({ index }: { index: number }) {
  const { editor, readOnly, announce } = useDesk();
  const place = ['guide', 'questions', index, 'code'] as const;
  const example = useKitState(({ kit }) => kit.guide.questions[index]?.code);
  if (readOnly) return example ? <ReadCode example={example} place={placeKey([...place, 'code'])} /> : null;

  const add = () => {
    // A kit has most of its examples in one language.
    const { questions } = editor.state.get().kit.guide;
    const language = questions.findLast(({ code }) => code)?.code?.language ?? 'text';
    flushSync(() => editor.set(place, { language, code: '' } satisfies CodeExample));
    focusPlace([...place, 'code']);
    announce(kitTexts.parts.added);
  };
  const remove = () => {
    flushSync(() => editor.set(place, undefined));
    focusPlace(place);
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
          data-place={placeKey(place)}
          variant="quiet"
          size="sm"
          className="-ml-3 self-start"
          icon={<Plus className="size-4" aria-hidden="true" />}
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
  const { editor } = useDesk();
  const languagePlace = ['guide', 'questions', index, 'code', 'language'] as const;
  const place = ['guide', 'questions', index, 'code', 'code'] as const;
  const remarks = useRemarks(place);
  const id = useId();
  return (
    <MarginRow places={[place]}>
      <div className="flex flex-col gap-3">
        <div className="flex items-end justify-between gap-2">
          <div className="w-48 min-w-0">
            <Select
              label={texts.codeLanguage}
              options={LANGUAGES}
              value={example.language}
              data-place={placeKey(languagePlace)}
              onChange={event => editor.set(languagePlace, CodeLanguage.parse(event.target.value))}
            />
          </div>
          <IconButton
            label={texts.removeCode}
            icon={<Trash2 className="size-4" aria-hidden="true" />}
            onClick={onRemove}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-1.5">
          <label htmlFor={id} className="text-sm font-medium">
            {texts.codeText}
          </label>
          <GrowingText
            {...remarkProps(place, remarks)}
            id={id}
            data-place={placeKey(place)}
            className="font-mono"
            rows={4}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            autoComplete="off"
            value={example.code}
            onChange={event => editor.set(place, event.target.value)}
          />
        </div>
      </div>
    </MarginRow>
  );
}

/** Long lines scroll: broken ones would be another code. */
function ReadCode({ example: { language, code }, place }: { example: CodeExample; place: string }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm font-medium text-muted">
        {texts.code}, {texts.codeLanguages[language]}
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which takes the keyboard
        tabIndex={0}
        data-place={place}
        className="max-w-prose overflow-x-auto rounded-control bg-sunken px-3 py-2 font-mono text-sm"
      >
        {code}
      </pre>
    </div>
  );
}
