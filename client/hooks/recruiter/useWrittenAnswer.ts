import { useMemo, useReducer, useState } from 'react';
import { type RecruiterView, WRITTEN_ANSWER_MAX } from '../../../shared/recruiter/recruiterView.ts';
import { sayFailed } from '../../core/connectionEnded.ts';
import { AnswerDrafts, type AnswerTarget } from '../../core/recruiter/answerPanel.ts';
import { asAppError } from '../../core/replies.ts';
import { tabData } from '../../core/safeStorage.ts';
import { toast } from '../../core/toast.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { useOwnSeat, useSession, useView } from '../room/session.ts';
import { useStore } from '../room/useStore.ts';

export interface WrittenAnswerState {
  text: string;
  change: (text: string) => void;
  excess: number;
  stored: boolean;
  sending: boolean;
  /** Sends the text, which also finishes the answer. Does nothing if the text is empty or too long. */
  send: () => void;
}

export type LeftAnswer = { text: string; dismiss: () => void };

/** Returns the draft of the written answer to the open question or follow-up, stored until it is sent. */
export function useWrittenAnswer(question: RecruiterView['question']): {
  /** Absent if nothing can be answered in writing, as with the practice question. */
  answer?: WrittenAnswerState;
  left?: LeftAnswer;
} {
  const { client } = useSession();
  const { interviewId } = useView();
  const { seatId } = useOwnSeat();
  const drafts = useMemo(() => new AnswerDrafts(tabData, interviewId, seatId), [interviewId, seatId]);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [stored, setStored] = useState(true);
  const [sending, setSending] = useState(false);
  const [before, setBefore] = useState<AnswerTarget>();
  const [unsent, setUnsent] = useState<AnswerTarget>();
  const target = question?.questionId && { questionId: question.questionId, probe: question.probe };
  if (!isSame(target, before)) {
    setBefore(target);
    if (before && drafts.read(before).trim() !== '') setUnsent(before);
  }
  // Sending closes the question before the reply arrives, so an answer that is being sent isn't left over.
  const leftText = unsent && !sending && !isSame(unsent, target) ? drafts.read(unsent) : '';
  const left = leftText.trim() !== '' && { text: leftText, dismiss: () => setUnsent(undefined) };
  if (!target) return { ...(left && { left }) };

  const { questionId } = target;
  const text = drafts.read(target);
  const excess = Math.max(0, text.trim().length - WRITTEN_ANSWER_MAX);

  const change = (next: string) => {
    setStored(drafts.write(target, next));
    redraw();
  };
  const send = async () => {
    const answer = text.trim();
    if (sending || answer === '' || excess > 0) return;
    setSending(true);
    try {
      await client.command('recruiter.write', { questionId, text: answer });
      if (drafts.read(target).trim() === answer) change('');
    } catch (error) {
      const { written, buttons } = texts;
      if (asAppError(error).code === 'conflict') toast.error(written.gone, written.goneDetail);
      else sayFailed(buttons.failed, error);
    } finally {
      setSending(false);
    }
  };
  return {
    answer: { text, change, excess, stored, sending, send: () => void send() },
    ...(left && { left }),
  };
}

function isSame(a: AnswerTarget | undefined, b: AnswerTarget | undefined): boolean {
  return a?.questionId === b?.questionId && a?.probe === b?.probe;
}

export interface Writing {
  writes: boolean;
  /** Present if the person may open and close the text field. */
  toggle?: () => void;
}

/** Shows the text field if text answers are allowed; in practice, only on request or without a microphone. */
export function useWriting({ accommodations, question }: RecruiterView): Writing {
  const { practice } = useView();
  const { local } = useSession();
  const { microphone } = useStore(local.sources);
  const [wanted, setWanted] = useState(false);
  if (accommodations?.textAnswers !== true) return { writes: false };
  if (!practice || microphone.state === 'off') return { writes: true };
  // The field can't be opened before the first question, because there is nothing to answer.
  if (!question?.questionId) return { writes: wanted };
  return { writes: wanted, toggle: () => setWanted(before => !before) };
}
