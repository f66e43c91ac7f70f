import { Check } from 'lucide-react';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { classNames } from '../ui/classNames.ts';

interface AnchorChoiceProps {
  value: RatingValue;
  text: string;
  /** The text's language, if it isn't the page's. */
  lang: string | undefined;
  chosen: boolean;
  /** Whether Tab reaches this one. */
  tabStop: boolean;
  readOnly: boolean;
  onFocus: () => void;
  onChoose: () => void;
}

/** A point of the scale with what it means. `N` is none of them and looks like it. */
export function AnchorChoice(props: AnchorChoiceProps) {
  const { value, text, lang, chosen, tabStop, readOnly, onFocus, onChoose } = props;
  const none = value === 'N';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a native radio is chosen by the arrows; here they must only move.
    <button
      type="button"
      role="radio"
      aria-checked={chosen}
      aria-disabled={readOnly || undefined}
      data-value={value}
      tabIndex={tabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={() => {
        if (!readOnly && !chosen) onChoose();
      }}
      className={classNames(
        'flex min-h-10 items-start gap-3 rounded-control border px-2 py-1.5 pr-3 text-left text-sm transition-colors',
        none && 'mt-2',
        chosen
          ? 'border-accent bg-accent-soft'
          : none
            ? 'border-dashed border-line-strong/60'
            : 'border-transparent',
        !chosen && !readOnly && 'hover:bg-hover',
      )}
    >
      <span
        className={classNames(
          'flex size-6 shrink-0 items-center justify-center rounded-check text-sm font-semibold tabular-nums',
          chosen
            ? 'bg-accent text-on-accent'
            : none
              ? 'border border-line-strong/60 text-muted'
              : 'bg-raised text-ink',
        )}
      >
        {value}
      </span>
      <span className={classNames('min-w-0 flex-1 pt-0.5', chosen ? 'text-ink' : 'text-muted')}>
        {none && <span className="font-medium text-ink">{rubricTexts.scale.noEvidence}. </span>}
        <span lang={lang}>{text}</span>
        {chosen && (
          <span className="mt-1 flex items-center gap-1 text-xs font-semibold text-accent-ink">
            <Check className="size-3.5" strokeWidth={3} aria-hidden="true" />
            {rubricTexts.scale.chosen}
          </span>
        )}
      </span>
    </button>
  );
}
