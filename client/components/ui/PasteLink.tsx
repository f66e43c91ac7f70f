import { useEffect, useRef } from 'react';
import { PASTE_PROBLEMS, type PasteProblem } from '../../../shared/site/personalLinks.ts';
import { openPastedLinks } from '../../core/pasteLink.ts';
import { contactTexts } from '../../texts/contact.ts';
import { Button } from './Button.tsx';
import { CONTROL_STYLE, Field, FieldError } from './Field.tsx';

const texts = contactTexts.paste;

interface PasteLinkProps {
  id?: string;
  /** Another origin of links to this server. */
  origin?: string;
  /** What was wrong with the text that the browser posted without scripts. */
  problem?: PasteProblem | undefined;
}

/** Field for a link, or the message that contains it. On public pages, the island `link` runs its script. */
export function PasteLink({ id = 'paste-link', origin, problem }: PasteLinkProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => (form.current ? openPastedLinks(form.current) : undefined), []);
  return (
    <form
      ref={form}
      method="post"
      action="/open-link"
      noValidate
      data-island="link"
      data-origin={origin}
      className="flex w-full flex-col gap-1.5"
    >
      <Field id={id} label={texts.label}>
        <div className="flex gap-2">
          <input
            id={id}
            name="link"
            type="text"
            inputMode="url"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck="false"
            placeholder="https://…"
            aria-describedby={problem && `${id}-${problem}`}
            aria-invalid={problem && true}
            className={`${CONTROL_STYLE} h-10 text-base`}
          />
          <Button type="submit" variant="primary">
            {texts.submit}
          </Button>
        </div>
      </Field>
      {PASTE_PROBLEMS.map(one => (
        <FieldError key={one} id={`${id}-${one}`} role="alert" data-problem={one} hidden={one !== problem}>
          {texts[one]}
        </FieldError>
      ))}
    </form>
  );
}
