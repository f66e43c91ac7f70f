import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { type Press, usePress } from './usePress.ts';
import type { Writing } from './useWriting.ts';
import type { WrittenAnswerState } from './useWrittenAnswer.ts';

interface Written {
  answer: WrittenAnswerState | undefined;
  writing: Writing;
  field: RefObject<HTMLTextAreaElement | null>;
}

/**
 * The candidate's presses, with care for a written answer that was not sent: "I'm finished" sends it, and while it is being typed a pause
 * in speech does not close the question. `reminds` is true once a press has opened a closed field, until its text changes.
 */
export function useAnswerPress(
  { turn }: Pick<RecruiterView, 'turn'>,
  { answer, writing, field }: Written,
): Press & { reminds: boolean } {
  const { press, pending } = usePress();
  const [leads, setLeads] = useState(0);
  const [reminded, setReminded] = useState<string>();
  const unsent = answer !== undefined && answer.text.trim() !== '';

  useEffect(() => {
    if (leads > 0) field.current?.focus();
  }, [leads, field]);

  const askForTime = useEffectEvent(() => press('moment'));
  const wouldLose = turn === 'goingOn' && unsent && writing.writes;
  useEffect(() => {
    if (wouldLose) askForTime();
  }, [wouldLose]);

  const finish = (written: WrittenAnswerState) => {
    if (writing.writes && written.excess === 0) {
      written.send();
      return;
    }
    if (!writing.writes) {
      writing.toggle?.();
      setReminded(answer?.text);
    }
    setLeads(count => count + 1);
  };
  return {
    press: (button: RecruiterButton) => {
      if (button === 'finished' && unsent) finish(answer);
      else press(button);
    },
    pending: answer?.sending ? 'finished' : pending,
    reminds: unsent && reminded === answer.text,
  };
}
