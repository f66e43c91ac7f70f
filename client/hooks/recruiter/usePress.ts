import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { sayFailed } from '../../core/connectionEnded.ts';
import type { InterviewClient } from '../../core/interviewClient.ts';
import { type PressTarget, pressButton } from '../../core/recruiter/pressing.ts';
import { toast } from '../../core/toast.ts';
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

/** Why "I'm finished" was not sent: the field has unsent text, or a person who writes has written nothing. */
export type Reminder = 'unsent' | 'empty';

/**
 * Makes "I'm finished" send an unsent written answer, and "Skip" keep it. Before it finishes without an
 * answer, or with text in a closed field, it reminds the person of that and waits for a second press.
 */
export function useAnswerPress({ answer, writing, field }: Written): Press & { reminds?: Reminder } {
  const { press, pending } = usePress();
  const [leads, setLeads] = useState(0);
  const [reminded, setReminded] = useState<{ reminds: Reminder; text: string }>();
  const text = answer?.text ?? '';
  const typed = text.trim() !== '';
  const unsent = answer !== undefined && !answer.practice && typed;
  const empty = answer !== undefined && !typed && writing.inWritingOnly;
  const reminds = reminded?.text === text ? reminded.reminds : undefined;
  useEffect(() => {
    if (leads > 0) field.current?.focus();
  }, [leads, field]);
  const remind = (why: Reminder | undefined) => {
    setReminded(why && { reminds: why, text });
    setLeads(count => count + 1);
  };
  const finish = (written: WrittenAnswerState) => {
    if (writing.writes && written.excess === 0) {
      written.send();
      return;
    }
    if (!writing.writes) writing.toggle?.();
    remind(writing.writes ? undefined : 'unsent');
  };
  const skip = async (written: WrittenAnswerState) => {
    if (written.excess > 0) remind(undefined);
    else if (await written.sendDraft()) press('skip');
    else toast.error(texts.buttons.failed);
  };
  return {
    press: (button: RecruiterButton) => {
      if (button === 'finished' && unsent) finish(answer);
      else if (button === 'finished' && empty && reminds !== 'empty') remind('empty');
      else if (button === 'skip' && unsent) void skip(answer);
      else press(button);
    },
    pending: answer?.sending ? 'finished' : pending,
    ...(reminds && (reminds === 'unsent') === unsent && { reminds }),
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
