import { kitTexts } from '../../../../texts/kits.ts';

export type Mode = 'document' | 'preview';

interface ModeSwitchProps {
  mode: Mode;
  readOnly: boolean;
  onChange: (mode: Mode) => void;
}

/** The document, or how it will be spoken. */
export function ModeSwitch({ mode, readOnly, onChange }: ModeSwitchProps) {
  const { modes } = kitTexts.page;
  const options = [
    { value: 'document', label: readOnly ? modes.read : modes.edit },
    { value: 'preview', label: modes.preview },
  ] as const;
  return (
    <fieldset className="flex h-10 shrink-0 items-center gap-0.5 rounded-control bg-sunken p-1">
      <legend className="sr-only">{modes.label}</legend>
      {options.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={mode === value}
          onClick={() => onChange(value)}
          className="h-8 rounded-control px-2.5 text-sm sm:px-3 font-medium text-muted transition-colors hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:ring-1 aria-pressed:ring-line"
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
