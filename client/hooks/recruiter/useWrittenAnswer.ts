import { useEffect, useEffectEvent, useMemo, useReducer, useState } from 'react';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { type RecruiterView, WRITTEN_ANSWER_MAX } from '../../../shared/recruiter/recruiterView.ts';
import { sayFailed } from '../../core/connectionEnded.ts';
import { Disposables } from '../../core/disposables.ts';
import { AnswerDrafts, type AnswerTarget } from '../../core/recruiter/answerPanel.ts';
import { SavedDrafts } from '../../core/recruiter/savedDrafts.ts';
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
  /** True for the practice question, whose text is never sent: “Send answer” only finishes it. */
  practice?: true;
  sending: boolean;
  /** Sends the text, which also finishes the answer. Does nothing if the text is empty or too long. */
  send: () => void;
  /** Sends the text without finishing the answer, as before a skip. Resolves to false if that failed. */
  sendDraft: () => Promise<boolean>;
}

type QuestionTarget = AnswerTarget & { questionId: QuestionId };

export type LeftAnswer = { text: string; dismiss: () => void };

/** Returns the draft of the written answer to the open question or follow-up, kept until it is sent. */
export function useWrittenAnswer({ question, accommodations }: RecruiterView): {
  /** Absent while no question is open. */
  answer?: WrittenAnswerState;
  /** Text that could not be sent before its question closed. */
  left?: LeftAnswer;
} {
  const { client } = useSession();
  const { interviewId } = useView();
  const { seatId } = useOwnSeat();
  const drafts = useMemo(() => new AnswerDrafts(tabData, interviewId, seatId), [interviewId, seatId]);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [sending, setSending] = useState(false);
  const [before, setBefore] = useState<QuestionTarget>();
  const [unsent, setUnsent] = useState<QuestionTarget>();
  const [tried, setTried] = useState('');
  if (!question?.practice && tried !== '') setTried('');
  const target = question?.questionId && { questionId: question.questionId, probe: question.probe };
  if (!isSame(target, before)) {
    setBefore(target);
    if (before && drafts.read(before).trim() !== '') setUnsent(before);
  }

  const save = useSavedDrafts(accommodations?.textAnswers ? target : undefined, {
    read: of => drafts.read(of),
    replace: (of, text) => {
      drafts.write(of, text);
      redraw();
    },
  });
  /** Clears a field whose text was sent. Saves what was typed since, also to a follow-up of the question. */
  const clear = (of: QuestionTarget, text: string) => {
    if (drafts.read(of).trim() === text) drafts.write(of, '');
    save(of.questionId, drafts.read(target?.questionId === of.questionId ? target : of));
    redraw();
  };
  const sendDraft = async (of: QuestionTarget): Promise<boolean> => {
    const text = drafts.read(of).trim();
    if (text === '') return true;
    if (sending || text.length > WRITTEN_ANSWER_MAX) return false;
    setSending(true);
    try {
      await client.command('recruiter.write', { questionId: of.questionId, text, draft: true });
      clear(of, text);
      toast.success(texts.written.draftSent);
      return true;
    } catch {
      return false;
    } finally {
      setSending(false);
    }
  };
  const sendLeft = useEffectEvent(() => {
    if (unsent && !isSame(unsent, target)) void sendDraft(unsent);
  });
  // An answer that is being sent closes its question before the reply arrives, and isn't left over.
  useEffect(() => {
    if (unsent) sendLeft();
  }, [unsent]);

  const leftText = unsent && !sending && !isSame(unsent, target) ? drafts.read(unsent) : '';
  const left = leftText.trim() !== '' && { text: leftText, dismiss: () => setUnsent(undefined) };
  if (!target)
    return { ...(question?.practice && { answer: practiceAnswer(tried, setTried) }), ...(left && { left }) };

  const { questionId } = target;
  const text = drafts.read(target);
  const excess = excessOf(text);

  const change = (next: string) => {
    drafts.write(target, next);
    save(questionId, next);
    redraw();
  };
  const send = async () => {
    const answer = text.trim();
    if (sending || answer === '' || excess > 0) return;
    setSending(true);
    try {
      await client.command('recruiter.write', { questionId, text: answer });
      clear(target, answer);
    } catch (error) {
      const { written, buttons } = texts;
      if (asAppError(error).code !== 'conflict') sayFailed(buttons.failed, error);
      else if (!(await sendDraft(target))) toast.error(written.gone, written.goneDetail);
    } finally {
      setSending(false);
    }
  };
  return {
    answer: {
      text,
      change,
      excess,
      sending,
      send: () => void send(),
      sendDraft: () => sendDraft(target),
    },
    ...(left && { left }),
  };
}

interface Field {
  read: (of: QuestionTarget) => string;
  replace: (of: QuestionTarget, text: string) => void;
}

/** Restores the draft from the server. Returns a function that saves it there, which the closing page does, too. */
function useSavedDrafts(target: QuestionTarget | undefined, { read, replace }: Field): SavedDrafts['put'] {
  const { client } = useSession();
  const saved = useMemo(() => new SavedDrafts(client), [client]);
  const restore = useEffectEvent(async () => {
    if (!target) return;
    const text = await saved.restore(target.questionId, () => read(target));
    if (text !== undefined) replace(target, text);
  });
  const { questionId } = target ?? {};
  useEffect(() => {
    if (questionId === undefined) return undefined;
    void restore();
    return client.onSynced(() => void restore());
  }, [client, questionId]);
  useEffect(() => {
    const leaving = new Disposables();
    const flush = () => saved.flush();
    // Phones close hidden pages without an event.
    leaving.listen(document, 'visibilitychange', flush);
    leaving.listen(window, 'pagehide', flush);
    return () => leaving.dispose();
  }, [saved]);
  return (of, text) => {
    const put = saved.put(of, text);
    // The reply with the saved draft may have been late.
    if (!put) void restore();
    return put;
  };
}

function practiceAnswer(text: string, change: (text: string) => void): WrittenAnswerState {
  const excess = excessOf(text);
  const sendDraft = () => Promise.resolve(true);
  return { text, change, excess, practice: true, sending: false, send: () => undefined, sendDraft };
}

function excessOf(text: string): number {
  return Math.max(0, text.trim().length - WRITTEN_ANSWER_MAX);
}

function isSame(a: AnswerTarget | undefined, b: AnswerTarget | undefined): boolean {
  return a?.questionId === b?.questionId && a?.probe === b?.probe;
}

export interface Writing {
  /** True if the text field is open. */
  writes: boolean;
  /** True if no voice is expected, so that nothing mentions the microphone. */
  inWritingOnly: boolean;
  /** Present if the person may open and close the text field. */
  toggle?: () => void;
}

/** Shows the text field if text answers are allowed; in practice, only on request or without a microphone. */
export function useWriting(recruiter: RecruiterView, typed: boolean): Writing {
  const choice = useChoice(recruiter);
  const writing = writingOf(recruiter, typed, choice);
  useToldRecruiter(recruiter, writing.inWritingOnly);
  return writing;
}

interface Choice {
  practice: boolean;
  audible: boolean;
  off: boolean;
  wanted: boolean;
  toggle: () => void;
}

/** Mutes the microphone while a person who practices writes, so that typing isn't taken for speech. */
function useChoice({ writes }: RecruiterView): Choice {
  const { practice } = useView();
  const { local } = useSession();
  const { microphone } = useStore(local.sources);
  const [wanted, setWanted] = useState(writes === true);
  const [unmutes, setUnmutes] = useState(false);
  const audible = microphone.state === 'on' && !microphone.muted;
  const toggle = () => {
    if (!wanted && audible) local.setMuted(true);
    if (wanted && unmutes) local.setMuted(false);
    setUnmutes(!wanted && audible);
    setWanted(!wanted);
  };
  return { practice: practice !== undefined, audible, off: microphone.state === 'off', wanted, toggle };
}

function writingOf(
  { accommodations, question }: RecruiterView,
  typed: boolean,
  { practice, audible, off, wanted, toggle }: Choice,
): Writing {
  if (accommodations?.textAnswers !== true) return { writes: false, inWritingOnly: false };
  if (!practice) return { writes: true, inWritingOnly: typed || !audible };
  if (off) return { writes: true, inWritingOnly: true };
  // The field can't be opened before the first question, because there is nothing to answer.
  return { writes: wanted, inWritingOnly: wanted, ...(question && { toggle }) };
}

function useToldRecruiter({ writes, accommodations }: RecruiterView, inWritingOnly: boolean): void {
  const { client } = useSession();
  const tells = accommodations?.textAnswers === true && (writes === true) !== inWritingOnly;
  useEffect(() => {
    // A failure needs no message, because sending an answer works either way.
    if (tells) client.command('recruiter.setWriting', { on: inWritingOnly }).catch(() => undefined);
  }, [client, tells, inWritingOnly]);
}
