import { Star } from 'lucide-react';
import { useId } from 'react';
import { readReport } from '../../texts/readReport.ts';
import { classNames } from '../ui/classNames.ts';
import { RadioTile } from '../ui/RadioTile.tsx';

const texts = readReport.rating;
const STARS = [1, 2, 3, 4, 5];

interface StarChoiceProps {
  value: number | undefined;
  missing: boolean;
  onChange: (stars: number) => void;
}

/** One to five stars, as radio buttons: the arrow keys go from one to the next. */
export function StarChoice({ value, missing, onChange }: StarChoiceProps) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <legend className="contents">
        <span className="font-medium">{texts.stars}</span>
      </legend>
      <div className="flex gap-1">
        {STARS.map(stars => {
          const filled = value !== undefined && stars <= value;
          return (
            <RadioTile
              key={stars}
              name={name}
              checked={stars === value}
              onChange={() => onChange(stars)}
              aria-label={texts.star(stars)}
              className="flex size-10 cursor-pointer items-center justify-center rounded-control hover:bg-hover"
            >
              <Star
                aria-hidden="true"
                className={classNames(
                  'size-7',
                  filled
                    ? 'fill-warning-fill text-warning-ink'
                    : missing
                      ? 'text-danger-ink'
                      : 'text-line-strong',
                )}
                strokeWidth={1.5}
              />
            </RadioTile>
          );
        })}
      </div>
    </fieldset>
  );
}
