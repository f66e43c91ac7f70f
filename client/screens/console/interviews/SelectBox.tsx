import { useId } from 'react';
import { formatList } from '../../../../shared/intl.ts';
import type { InterviewSummary } from '../../../../shared/protocol/interviewList.ts';
import { CheckboxInput } from '../../../components/ui/Checkbox.tsx';
import { bulkTexts } from '../../../texts/bulk.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import type { Selection } from './useSelection.ts';

interface SelectBoxProps {
  interview: InterviewSummary;
  selection: Selection;
}

/** Selects a row; with Shift, all rows from the last selected one. */
export function SelectBox({ interview, selection }: SelectBoxProps) {
  const { interviewId, candidateNames } = interview;
  return (
    <Box
      label={bulkTexts.select(formatList(candidateNames) || interviewListTexts.list.noCandidate)}
      checked={selection.has(interviewId)}
      onToggle={withShift => selection.toggle(interviewId, withShift)}
    />
  );
}

export function SelectShown({ selection, shown }: { selection: Selection; shown: number }) {
  const isAll = selection.ids.size >= shown;
  return (
    <Box
      label={bulkTexts.selectShown}
      checked={isAll}
      mixed={selection.ids.size > 0 && !isAll}
      onToggle={() => selection.selectShown(!isAll)}
    />
  );
}

interface BoxProps {
  label: string;
  checked: boolean;
  mixed?: boolean;
  onToggle: (withShift: boolean) => void;
}

export function Box({ label, checked, mixed, onToggle }: BoxProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="relative z-10 flex size-10 shrink-0 cursor-pointer select-none items-center justify-center"
    >
      <span className="sr-only">{label}</span>
      <span className="relative flex size-5">
        <CheckboxInput
          id={id}
          checked={checked}
          mixed={mixed}
          onChange={() => {}}
          // A click, because only its event says whether Shift is pressed.
          onClick={event => onToggle(event.shiftKey)}
        />
      </span>
    </label>
  );
}
