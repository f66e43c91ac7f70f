import { Check } from 'lucide-react';
import { useId } from 'react';
import { listAt, type Place, placeKey } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState, useRemarks } from '../desk.ts';
import { describedByRemarks, MarginRow } from '../fields/MarginRow.tsx';
import { ReadText } from '../fields/ReadText.tsx';

const texts = kitTexts.questions;
/** An answer that should show three things shows none of them well. */
const MOST = 2;

/** Which competencies an answer gives evidence for. */
export function QuestionCompetencies({ place }: { place: Place }) {
  const { editor, readOnly } = useDesk();
  const competencies = useKitState(state => state.kit.competencies);
  const chosen = useKitState(state => listAt(state.kit, place));
  const remarks = useRemarks(place);
  const hintId = useId();
  if (readOnly) {
    const names = competencies.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
    return (
      <MarginRow places={[place]}>
        <ReadText label={texts.competencies} place={place} value={names.join(', ')} />
      </MarginRow>
    );
  }

  const toggle = (id: string, on: boolean) =>
    editor.set(place, on ? [...chosen, id] : chosen.filter(other => other !== id));
  return (
    <MarginRow places={[place, ...chosen.map((_, index) => [...place, index])]}>
      <fieldset {...describedByRemarks(place, remarks, hintId)} className="flex min-w-0 flex-col gap-1.5">
        <legend className="contents">
          <span className="text-sm font-medium">{texts.competencies}</span>
        </legend>
        <p id={hintId} className="-mt-1 text-sm text-muted">
          {competencies.length === 0 ? texts.noCompetencies : texts.competenciesHint}
        </p>
        <div className="flex flex-wrap gap-2">
          {competencies.map(({ id, name }, index) => (
            <label
              key={id}
              className="flex min-h-8 cursor-pointer items-center gap-1.5 rounded-full border border-line-strong bg-surface px-3 py-1 text-sm transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink has-disabled:cursor-default has-disabled:opacity-60 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
            >
              <input
                type="checkbox"
                className="peer sr-only"
                data-place={index === 0 ? placeKey(place) : undefined}
                checked={chosen.includes(id)}
                disabled={chosen.length >= MOST && !chosen.includes(id)}
                onChange={event => toggle(id, event.target.checked)}
              />
              <Check
                className="hidden size-3.5 shrink-0 peer-checked:block"
                strokeWidth={3}
                aria-hidden="true"
              />
              {name || kitTexts.competencies.unnamed}
            </label>
          ))}
        </div>
      </fieldset>
    </MarginRow>
  );
}
