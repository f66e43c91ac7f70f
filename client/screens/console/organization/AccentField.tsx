import type { ComponentProps, CSSProperties } from 'react';
import { type AccentTones, isColor, tonesOf } from '../../../../shared/accent.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { organizationTexts as texts } from '../../../texts/organization.ts';

interface AccentFieldProps extends Omit<ComponentProps<typeof TextField>, 'label'> {
  value: string;
  onPick: (color: string) => void;
}

/** The color as text and in the browser's color dialog, with what becomes of it in both themes. */
export function AccentField({ value, onPick, ...field }: AccentFieldProps) {
  const color = value.trim().toLowerCase();
  return (
    <div className="flex flex-col gap-2">
      <TextField
        {...field}
        label={texts.accent}
        optional
        hint={texts.accentHint}
        value={value}
        placeholder="#1d4ed8"
        spellCheck="false"
        autoComplete="off"
        trailing={
          <input
            type="color"
            aria-label={texts.accentPick}
            // Gray while the text is no color, so that the field doesn't show another color as chosen.
            value={isColor(color) ? color : color === '' ? '#065d55' : '#808080'}
            onChange={event => onPick(event.currentTarget.value)}
            className="h-7 w-8 cursor-pointer rounded-control"
          />
        }
      />
      {isColor(color) && (
        <>
          <Samples tones={tonesOf(color)} />
          <Button variant="quiet" className="self-start" onClick={() => onPick('')}>
            {texts.accentReset}
          </Button>
        </>
      )}
    </div>
  );
}

function Samples({ tones }: { tones: Record<'light' | 'dark', AccentTones> }) {
  return (
    <div role="img" aria-label={texts.preview} className="grid gap-2 sm:grid-cols-2">
      {(['light', 'dark'] as const).map(theme => (
        <div
          key={theme}
          data-theme={theme}
          style={variablesOf(tones[theme])}
          className="flex h-16 min-w-0 items-center gap-4 rounded-control border border-line bg-canvas px-4 text-sm font-medium"
        >
          <span className="rounded-control bg-accent px-3 py-2 text-on-accent">
            {texts.accentSample.button}
          </span>
          <span className="text-accent-ink underline">{texts.accentSample.link}</span>
        </div>
      ))}
    </div>
  );
}

function variablesOf({ accent, onAccent, accentInk }: AccentTones): CSSProperties {
  return { '--accent': accent, '--on-accent': onAccent, '--accent-ink': accentInk } as CSSProperties;
}
