import { useMemo, useRef, useState } from 'react';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { WRITTEN_ANSWER_MAX } from '../../../shared/recruiter/recruiterView.ts';
import { sayFailed } from '../../core/connectionEnded.ts';
import { AnswerDrafts } from '../../core/recruiter/answerDrafts.ts';
import { asAppError } from '../../core/replies.ts';
import { tabData } from '../../core/safeStorage.ts';
import { toast } from '../../core/toast.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { useOwnSeat, useSession, useView } from '../room/session.ts';

interface WrittenAnswerState {
  text: string;
  change: (text: string) => void;
  /** Characters above what can be sent; 0 while it fits. */
  excess: number;
  /** Whether this browser keeps the draft through a reload. */
  kept: boolean;
  sending: boolean;
  send: () => void;
}

/** An answer as it is being written. It leaves the page only when it was handed in. */
export function useWrittenAnswer(questionId: QuestionId, probe: string | undefined): WrittenAnswerState {
  const { client } = useSession();
  const { interviewId } = useView();
  const { seatId } = useOwnSeat();
  const drafts = useMemo(() => new AnswerDrafts(tabData, interviewId, seatId), [interviewId, seatId]);
  const place = { questionId, probe };
  const [text, setText] = useState(() => drafts.read(place));
  const latest = useRef(text);
  const [kept, setKept] = useState(true);
  const [sending, setSending] = useState(false);
  const excess = Math.max(0, text.trim().length - WRITTEN_ANSWER_MAX);

  const change = (next: string) => {
    latest.current = next;
    setText(next);
    setKept(drafts.keep(place, next));
  };
  const send = async () => {
    const answer = text.trim();
    if (sending || answer === '' || excess > 0) return;
    setSending(true);
    try {
      await client.command('recruiter.write', { questionId, text: answer });
      // What was typed meanwhile was not handed in.
      if (latest.current.trim() === answer) change('');
    } catch (error) {
      const { written, buttons } = texts;
      if (asAppError(error).code === 'conflict') toast.error(written.gone, written.goneDetail);
      else sayFailed(buttons.failed, error);
    } finally {
      setSending(false);
    }
  };
  return { text, change, excess, kept, sending, send: () => void send() };
}
