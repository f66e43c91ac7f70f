import { Plus } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../../../components/ui/Button.tsx';
import { CONTROL_STYLE } from '../../../../components/ui/Field.tsx';
import { type Place, placeKey } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useRemarks } from '../desk.ts';
import { MarginRow, remarkProps } from './MarginRow.tsx';

const texts = kitTexts.parts;

interface AddPartProps {
  /** The list it adds to. */
  place: Place;
  label: string;
  placeholder: string;
  count: number;
  /** How many parts there may be. */
  max: number;
  onAdd: (text: string) => void;
}

/** Asks for the first text of a new part, from which it gets its lasting id. Enter adds it. */
export function AddPart({ place, label, placeholder, count, max, onAdd }: AddPartProps) {
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const remarks = useRemarks(place);
  const id = useId();
  const missing = tried && text.trim() === '';
  if (count >= max) {
    return (
      <MarginRow places={[place]}>
        <p className="text-sm text-muted">{texts.full(max)}</p>
      </MarginRow>
    );
  }

  const add = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === '') return;
    setText('');
    setTried(false);
    onAdd(text.trim());
  };

  return (
    <MarginRow places={[place]}>
      <form onSubmit={add} noValidate className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <div className="flex gap-2">
          <input
            {...remarkProps(place, remarks, missing ? `${id}-missing` : undefined)}
            id={id}
            data-place={placeKey(place)}
            value={text}
            placeholder={placeholder}
            autoComplete="off"
            onChange={event => setText(event.target.value)}
            className={`${CONTROL_STYLE} h-10 flex-1 text-base sm:text-sm`}
          />
          <Button
            type="submit"
            aria-label={`${texts.add}: ${label}`}
            icon={<Plus className="size-4" aria-hidden="true" />}
          >
            {texts.add}
          </Button>
        </div>
        <p id={`${id}-missing`} role="status" className="text-sm text-danger-ink empty:hidden">
          {missing ? texts.addFirst : ''}
        </p>
      </form>
    </MarginRow>
  );
}
