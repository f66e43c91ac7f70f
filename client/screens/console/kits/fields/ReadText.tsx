import { type Place, placeKey } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';

interface ReadTextProps {
  label: string;
  place: Place;
  value: string;
}

/** A text that is only read here. It can take focus, so that a remark on it leads to it. */
export function ReadText({ label, place, value }: ReadTextProps) {
  return (
    <div className="flex flex-col gap-0.5">
      <p className="text-sm font-medium text-muted">{label}</p>
      <p tabIndex={-1} data-place={placeKey(place)} className="max-w-prose text-sm whitespace-pre-line">
        {value || <span className="text-faint">{kitTexts.parts.nothing}</span>}
      </p>
    </div>
  );
}
