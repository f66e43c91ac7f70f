import { useRef, useState } from 'react';
import type { RecruiterButton } from '../../../shared/recruiter/recruiterView.ts';
import { sayFailed } from '../../core/connectionEnded.ts';
import type { InterviewClient } from '../../core/interviewClient.ts';
import { type PressTarget, pressButton } from '../../core/recruiter/pressing.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { useSession } from '../room/session.ts';

export interface Press {
  /** Does nothing for what the view does not offer, or while another press is on its way. */
  press: (button: RecruiterButton) => void;
  /** What is on its way to the server. */
  pending: RecruiterButton | undefined;
}

/** The candidate's presses, one at a time. */
export function usePress(): Press {
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
        const look = () => {
          if (!wanted(recruiter())) return;
          unsubscribe();
          resolve();
        };
        const unsubscribe = client.view.subscribe(look);
        look();
      }),
    send: params => client.command('recruiter.press', params),
  };
}
