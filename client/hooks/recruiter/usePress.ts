import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { sayFailed } from '../../core/connectionEnded.ts';
import type { InterviewClient } from '../../core/interviewClient.ts';
import { type PressTarget, pressButton } from '../../core/recruiter/pressing.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { useRemoteTrack, useSession, useView } from '../room/session.ts';
import { useStore } from '../room/useStore.ts';
import type { Writing, WrittenAnswerState } from './useWrittenAnswer.ts';

export interface Press {
  /** Does nothing if the button is unavailable or another press is pending. */
  press: (button: RecruiterButton) => void;
  pending: RecruiterButton | undefined;
}

function usePress(): Press {
  const { client } = useSession();
  const [pending, setPending] = useState<RecruiterButton>();
  const busy = useRef(false);
  const press = async (button: RecruiterButton) => {
    const recruiter = client.view.get()?.recruiter;
    if (busy.current || !recruiter?.buttons.includes(button)) return;
    busy.current = true;
    setPending(button);
    try {
      await pressButton(targetOf(client), button);
    } catch (error) {
      sayFailed(texts.buttons.failed, error);
    } finally {
      busy.current = false;
      setPending(undefined);
    }
  };
  return { press: button => void press(button), pending };
}

function targetOf(client: Pick<InterviewClient, 'view' | 'command'>): PressTarget {
  const recruiter = () => client.view.get()?.recruiter;
  return {
    recruiter,
    until: wanted =>
      new Promise(resolve => {
        const check = () => {
          if (!wanted(recruiter())) return;
          unsubscribe();
          resolve();
        };
        const unsubscribe = client.view.subscribe(check);
        check();
      }),
    send: params => client.command('recruiter.press', params),
  };
}

interface Written {
  answer: WrittenAnswerState | undefined;
  writing: Writing;
  field: RefObject<HTMLTextAreaElement | null>;
}

/**
 * Makes "I'm finished" send an unsent written answer. Requests more time before silence would end a question
 * with unsent text. `reminds`: "I'm finished" opened the text field instead, because it held unsent text.
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

/** Starts practice when the recruiter's sound arrives. Without sound, the person presses "I'm ready". */
export function useAutomaticStart({ turn, buttons }: RecruiterView, { press }: Press): void {
  const { practice } = useView();
  const blocked = useStore(useSession().playback.blocked);
  const track = useRemoteTrack('recruiter', 'microphone')?.track;
  const start = useEffectEvent(() => press('ready'));
  const waits = practice !== undefined && turn === 'before' && buttons.includes('ready') && !blocked;
  useEffect(() => {
    if (!waits || !track) return undefined;
    // A remote track stays muted until its first packet arrives.
    if (!track.muted) start();
    track.addEventListener('unmute', start);
    return () => track.removeEventListener('unmute', start);
  }, [waits, track]);
}
