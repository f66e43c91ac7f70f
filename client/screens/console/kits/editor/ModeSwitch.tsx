import { SegmentedControl } from '../../../../components/ui/SegmentedControl.tsx';
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
    <SegmentedControl
      label={modes.label}
      options={options}
      value={mode}
      onChange={onChange}
      buttonClassName="px-2.5 font-medium sm:px-3"
    />
  );
}
