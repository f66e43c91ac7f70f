import { useMemo, useReducer, useState } from 'react';
import { type RecruiterView, WRITTEN_ANSWER_MAX } from '../../../shared/recruiter/recruiterView.ts';
import { sayFailed } from '../../core/connectionEnded.ts';
import { AnswerDrafts, type AnswerPlace } from '../../core/recruiter/answerPanel.ts';
import { asAppError } from '../../core/replies.ts';
import { tabData } from '../../core/safeStorage.ts';
import { toast } from '../../core/toast.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { useOwnSeat, useSession, useView } from '../room/session.ts';
import { useStore } from '../room/useStore.ts';

export interface WrittenAnswerState {
  text: string;
  change: (text: string) => void;
  /** Characters above what can be sent; 0 while it fits. */
  excess: number;
  /** Whether this browser keeps the draft through a reload. */
  kept: boolean;
  sending: boolean;
  /** Sending also finishes the answer. Does nothing for an empty text or one that is too long. */
  send: () => void;
}

/** A text whose question has closed before it was sent. */
export interface LeftAnswer {
  text: string;
  dismiss: () => void;
}

/** The unsent written answer to the open question or follow-up, one draft for each. It stays in the browser until it is sent. */
export function useWrittenAnswer(question: RecruiterView['question']): {
  /** Absent for the practice question. */
  answer?: WrittenAnswerState;
  left?: LeftAnswer;
} {
  const { client } = useSession();
  const { interviewId } = useView();
  const { seatId } = useOwnSeat();
  const drafts = useMemo(() => new AnswerDrafts(tabData, interviewId, seatId), [interviewId, seatId]);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [kept, setKept] = useState(true);
  const [sending, setSending] = useState(false);
  const [before, setBefore] = useState<AnswerPlace>();
  const [unsent, setUnsent] = useState<AnswerPlace>();
  const place = question?.questionId && { questionId: question.questionId, probe: question.probe };
  if (!isSame(place, before)) {
    setBefore(place);
    if (before && drafts.read(before).trim() !== '') setUnsent(before);
  }
  // An answer on its way closes its question before the reply is here.
  const leftText = unsent && !sending && !isSame(unsent, place) ? drafts.read(unsent) : '';
  const left = leftText.trim() !== '' && { text: leftText, dismiss: () => setUnsent(undefined) };
  if (!place) return { ...(left && { left }) };

  const { questionId } = place;
  const text = drafts.read(place);
  const excess = Math.max(0, text.trim().length - WRITTEN_ANSWER_MAX);

  const change = (next: string) => {
    setKept(drafts.keep(place, next));
    redraw();
  };
  const send = async () => {
    const answer = text.trim();
    if (sending || answer === '' || excess > 0) return;
    setSending(true);
    try {
      await client.command('recruiter.write', { questionId, text: answer });
      // What was typed meanwhile was not handed in.
      if (drafts.read(place).trim() === answer) change('');
    } catch (error) {
      const { written, buttons } = texts;
      if (asAppError(error).code === 'conflict') toast.error(written.gone, written.goneDetail);
      else sayFailed(buttons.failed, error);
    } finally {
      setSending(false);
    }
  };
  return {
    answer: { text, change, excess, kept, sending, send: () => void send() },
    ...(left && { left }),
  };
}

function isSame(a: AnswerPlace | undefined, b: AnswerPlace | undefined): boolean {
  return a?.questionId === b?.questionId && a?.probe === b?.probe;
}

export interface Writing {
  /** The field is there. */
  writes: boolean;
  /** Opens and closes the field. Absent where that is not the person's choice. */
  toggle?: () => void;
}

/**
 * Whether the field for a written answer is there, and what opens and closes it where that is the person's choice. Who was granted written
 * answers always has it. Everyone who practices may write: there it is in the way of who speaks, and the way itself without a microphone.
 */
export function useWriting({ accommodations, question }: RecruiterView): Writing {
  const { practice } = useView();
  const { local } = useSession();
  const { microphone } = useStore(local.sources);
  const [wanted, setWanted] = useState(false);
  if (accommodations?.textAnswers !== true) return { writes: false };
  if (!practice || microphone.state === 'off') return { writes: true };
  // Before the first question there is nothing to write.
  if (!question?.questionId) return { writes: wanted };
  return { writes: wanted, toggle: () => setWanted(before => !before) };
}
