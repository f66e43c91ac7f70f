import { Check, Copy } from 'lucide-react';
import { useId, useRef } from 'react';
import { useCopy } from '../../hooks/useCopy.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from './Button.tsx';
import { CONTROL_STYLE } from './Field.tsx';

interface CopyFieldProps {
  label: string;
  value: string;
  hideLabel?: boolean;
  onCopied?: (() => void) | undefined;
}

/** Text with a copy button. If the clipboard isn't accessible, it selects the text for copying by hand. */
export function CopyField({ label, value, hideLabel = false, onCopied }: CopyFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { copied, copy } = useCopy();
  const copyOrSelect = async () => {
    if (await copy(value)) onCopied?.();
    else input.current?.select();
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      <div className="flex gap-2">
        <input
          ref={input}
          id={id}
          readOnly
          value={value}
          onFocus={event => event.currentTarget.select()}
          onCopy={onCopied}
          className={`${CONTROL_STYLE} h-10 flex-1 font-mono text-xs text-muted`}
        />
        <Button
          className="w-26"
          aria-label={copied ? uiTexts.copiedOf(label) : uiTexts.copyOf(label)}
          onClick={copyOrSelect}
        >
          {copied ? <Check className="size-4 text-success-ink" /> : <Copy className="size-4" />}

          {copied ? uiTexts.copied : uiTexts.copy}
        </Button>
      </div>
      <span aria-live="polite" className="sr-only">
        {copied ? uiTexts.copied : ''}
      </span>
    </div>
  );
}
