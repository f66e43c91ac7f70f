import { useId } from 'react';
import type { RowOrder } from '../../core/consensus/consensusRows.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { RadioTile } from '../ui/RadioTile.tsx';

interface OrderChoiceProps {
  order: RowOrder;
  onChange: (order: RowOrder) => void;
}

/** Rows by how far apart the raters are, or as the kit has them. */
export function OrderChoice({ order, onChange }: OrderChoiceProps) {
  const name = useId();
  return (
    <fieldset className="flex rounded-control border border-line bg-sunken p-0.5">
      <legend className="sr-only">{consensusTexts.order.label}</legend>
      {(['spread', 'kit'] as const).map(option => (
        <RadioTile
          key={option}
          name={name}
          checked={order === option}
          onChange={() => onChange(option)}
          className="flex h-8 cursor-pointer items-center rounded-control px-3 text-sm text-muted has-checked:bg-raised has-checked:font-medium has-checked:text-ink"
        >
          {consensusTexts.order[option]}
        </RadioTile>
      ))}
    </fieldset>
  );
}
