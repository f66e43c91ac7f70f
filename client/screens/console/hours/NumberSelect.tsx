import { Select } from '../../../components/ui/Select.tsx';

interface NumberSelectProps {
  label: string;
  hint?: string;
  choices: readonly number[];
  value: number;
  say: (value: number) => string;
  disabled?: boolean;
  onChange: (value: number) => void;
}

/** A choice among numbers. Includes the present value, even if it isn't a usual choice. */
export function NumberSelect({ choices, value, say, onChange, ...props }: NumberSelectProps) {
  const values = [...new Set([...choices, value])].sort((a, b) => a - b);
  return (
    <Select
      {...props}
      options={values.map(one => ({ value: String(one), label: say(one) }))}
      value={String(value)}
      onChange={event => onChange(Number(event.target.value))}
    />
  );
}
