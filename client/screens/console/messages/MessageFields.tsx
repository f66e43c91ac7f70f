import { useRef } from 'react';
import {
  checkMessage,
  MESSAGE_LIMITS,
  type MessageName,
  type MessageWords,
  placeholdersOf,
} from '../../../../shared/messages/messages.ts';
import { TextArea } from '../../../components/ui/TextArea.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { fieldMessage } from '../../../core/errorMessage.ts';
import type { useForm } from '../../../hooks/useForm.ts';
import { messageTexts as texts } from '../../../texts/messages.ts';
import { placeholderEdit } from './placeholderEdit.ts';

type Field = keyof MessageWords;
type WordsForm = Pick<
  ReturnType<typeof useForm<MessageWords, MessageWords>>,
  'values' | 'change' | 'errorOf' | 'blur'
>;

/** Subject and text of a message, with everything that is wrong, and the placeholders that can be inserted. */
export function MessageFields({ name, form }: { name: MessageName; form: WordsForm }) {
  const subject = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const fields = { subject, text };
  const last = useRef<Field | undefined>(undefined);
  const { values, blocks, required } = placeholdersOf(name);
  const findings = checkMessage(name, form.values);
  const propsOf = (field: Field) => ({
    label: texts[field],
    maxLength: MESSAGE_LIMITS[field],
    value: form.values[field],
    error:
      findings
        .filter(finding => finding.field === field)
        .map(({ problem, placeholder }) =>
          fieldMessage({ reason: `message-${problem}`, values: { placeholder } }),
        )
        .join('\n') || form.errorOf(field),
    onChange: (event: { target: { value: string } }) => form.change({ [field]: event.target.value }),
    onBlur: () => {
      last.current = field;
      form.blur(field);
    },
  });
  const insert = (placeholder: string) => {
    const isBlock = blocks.includes(placeholder);
    const field = isBlock ? 'text' : (last.current ?? 'text');
    const element = fields[field].current;
    if (!element) return;
    const end = element.value.length;
    // A field that never had the focus has no position that the person has chosen.
    const chosen =
      last.current === field ? [element.selectionStart ?? end, element.selectionEnd ?? end] : [end, end];
    const [from = end, to = end] = chosen;
    const edit = placeholderEdit(element.value, { from, to }, placeholder, isBlock);
    element.setRangeText(edit.insertion, edit.from, edit.to, 'end');
    element.focus();
    form.change({ [field]: element.value });
  };
  return (
    <>
      <TextField ref={subject} {...propsOf('subject')} />
      <TextArea ref={text} hint={texts.textHint} rows={14} {...propsOf('text')} />
      <p className="text-sm text-muted">{texts.insertHint}</p>
      <Placeholders label={texts.values} names={values} onInsert={insert} />
      <Placeholders label={texts.blocks} names={blocks} required={required} onInsert={insert} />
    </>
  );
}

interface PlaceholdersProps {
  label: string;
  names: readonly string[];
  required?: readonly string[];
  onInsert: (name: string) => void;
}

function Placeholders({ label, names, required = [], onInsert }: PlaceholdersProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">{label}</p>
      <ul className="-mx-1.5 grid gap-x-2 text-sm text-muted sm:grid-cols-2">
        {names.map(name => (
          <li key={name}>
            <button
              type="button"
              onClick={() => onInsert(name)}
              className="min-h-7 w-full rounded-control px-1.5 py-1 text-left transition-colors hover:bg-hover hover:text-ink"
            >
              <code className="font-mono text-[0.92em] text-ink">{`{${name}}`}</code> {texts.meanings[name]}
              {required.includes(name) && <span className="text-ink"> {texts.required}</span>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
