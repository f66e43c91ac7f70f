import { useEffect, useRef, useState } from 'react';
import { AppError } from '../../../shared/errors.ts';
import type { NextQuestion, RecruiterOrder } from '../../../shared/recruiter/recruiterView.ts';
import { goOffAir, goOnAir } from '../../core/conductor/onAir.ts';
import { sayFailed } from '../../core/connectionEnded.ts';
import { toast } from '../../core/toast.ts';
import { captureProblems } from '../../texts/devices.ts';
import { recruiterConductor } from '../../texts/recruiterConductor.ts';
import { room } from '../../texts/room.ts';
import { useSession, useView } from '../room/session.ts';

export interface RecruiterOrders {
  /** What can be ordered now; nothing for anybody but the lead. */
  available: readonly RecruiterOrder[];
  /** What is on its way to the server. */
  running: RecruiterOrder | undefined;
  /** The lead takes over, and the recruiter still says its last line. */
  handingOver: boolean;
  give: (order: RecruiterOrder) => void;
  /** Handing back waits for the choice of the question that comes next. */
  choosing: boolean;
  /** Hands back with that question, or not at all. */
  choose: (next: NextQuestion | undefined) => void;
}

/** What the lead can tell the virtual recruiter. Taking over brings one's own camera and microphone on. */
export function useRecruiterOrders(): RecruiterOrders {
  const { client, local } = useSession();
  const { recruiter } = useView();
  const [running, setRunning] = useState<RecruiterOrder>();
  const [tookOver, setTookOver] = useState(false);
  const [asked, setAsked] = useState(false);
  const available = recruiter?.orders ?? [];
  // Once it could be ordered again, whatever was under way has come to its end.
  const handingOver = tookOver && recruiter?.turn === 'speaking' && available.length === 0;

  const order = async (wanted: RecruiterOrder, next?: NextQuestion) => {
    try {
      await client.command('recruiter.direct', { order: wanted, ...(next && { next }) });
    } catch (error) {
      tellRefusal(error);
      return;
    }
    setTookOver(wanted === 'takeOver');
    if (wanted !== 'takeOver') return;
    for (const { kind, problem } of await goOnAir(local))
      toast.error(captureProblems[kind], captureProblems[problem]);
  };

  const send = (wanted: RecruiterOrder, next?: NextQuestion) => {
    // Another order is another matter: where it can be given, the one before has been carried out, even if its answer is still on its way.
    if (running === wanted || !available.includes(wanted)) return;
    setRunning(wanted);
    void order(wanted, next).finally(() => setRunning(current => (current === wanted ? undefined : current)));
  };
  const choosesNext = recruiter?.choosesNext === true;
  const give = (wanted: RecruiterOrder) => {
    if (wanted === 'handBack' && choosesNext) setAsked(true);
    else send(wanted);
  };
  const choose = (next: NextQuestion | undefined) => {
    setAsked(false);
    if (next) send('handBack', next);
  };
  return { available, running, handingOver, give, choosing: asked && choosesNext, choose };
}

function tellRefusal(error: unknown): void {
  const { goneOn, goneOnBody } = recruiterConductor.orders;
  if (error instanceof AppError && error.code === 'conflict') toast.error(goneOn, goneOnBody);
  else sayFailed(room.session.failed, error);
}

/** The person who has taken over from the virtual recruiter is seen and heard until the turn ends, however it ends. */
export function useOwnTurn(): boolean {
  const { local } = useSession();
  const { recruiter, ownSeatId } = useView();
  const own = recruiter?.turn === 'person' && recruiter.personSeatId === ownSeatId;
  const before = useRef(own);
  useEffect(() => {
    if (before.current && !own) goOffAir(local);
    before.current = own;
  }, [own, local]);
  return own;
}
