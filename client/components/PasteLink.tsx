import { type FormEvent, useId, useState } from 'react';
import { ownLinkOf } from '../../shared/site/sitePages.ts';
import { contactTexts } from '../texts/contact.ts';
import { Button } from './ui/Button.tsx';
import { CONTROL_STYLE, describedBy, Field } from './ui/Field.tsx';

const texts = contactTexts.paste;

/** Field for a whole link, for people whose link arrived cut off. The secret isn't sent anywhere else. */
export function PasteLink() {
  const id = useId();
  const [pasted, setPasted] = useState('');
  const [error, setError] = useState<string>();
  const open = (event: FormEvent) => {
    event.preventDefault();
    const link = ownLinkOf(pasted, [window.location.origin]);
    if (!link) {
      setError(pasted.includes('://') ? texts.refused : texts.none);
      document.getElementById(id)?.focus();
      return;
    }
    window.location.assign(link);
    // A link to this page differs only after the `#`, so the browser doesn't load it.
    if (link.startsWith(`${window.location.pathname}${window.location.search}#`)) window.location.reload();
  };
  return (
    <form onSubmit={open} noValidate className="w-full">
      <Field id={id} label={texts.label} error={error}>
        <div className="flex gap-2">
          <input
            id={id}
            inputMode="url"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck="false"
            placeholder={`${window.location.origin}/…`}
            value={pasted}
            onChange={event => {
              setPasted(event.target.value);
              setError(undefined);
            }}
            className={`${CONTROL_STYLE} h-10 text-base sm:text-sm`}
            {...describedBy(id, { error })}
          />
          <Button type="submit" variant="primary">
            {texts.submit}
          </Button>
        </div>
      </Field>
    </form>
  );
}
