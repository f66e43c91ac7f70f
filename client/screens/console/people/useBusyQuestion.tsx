import { type ReactNode, useRef, useState } from 'react';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { workloadTexts } from '../../../texts/workload.ts';

const texts = workloadTexts.ask;

/**
 * Asks before something is created at a time when people are busy, once about the same people. `onYes` submits the
 * form again.
 */
export function useBusyQuestion(
  onYes: () => void,
  body: string = texts.body,
): {
  /** Returns true if the question is asked now. */
  asks: (busyNames: readonly string[]) => boolean;
  question: ReactNode;
} {
  const [title, setTitle] = useState<string>();
  const answered = useRef(new Set<string>());
  return {
    asks: busyNames => {
      const wanted = texts.title(busyNames);
      if (busyNames.length === 0 || answered.current.has(wanted)) return false;
      setTitle(wanted);
      return true;
    },
    question: title !== undefined && (
      <ConfirmDialog
        open
        onOpenChange={() => setTitle(undefined)}
        title={title}
        description={body}
        cancelLabel={texts.keep}
        confirmLabel={texts.confirm}
        onConfirm={() => {
          answered.current.add(title);
          setTitle(undefined);
          onYes();
        }}
      />
    ),
  };
}
