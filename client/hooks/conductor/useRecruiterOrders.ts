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
  available: readonly RecruiterOrder[];
  running: RecruiterOrder | undefined;
  /** True while the recruiter says a last line before the lead takes over. */
  handingOver: boolean;
  give: (order: RecruiterOrder) => void;
  choosing: boolean;
  choose: (next: NextQuestion | undefined) => void;
}

/** Returns the lead's orders to the virtual recruiter. Taking over turns camera and microphone on. */
export function useRecruiterOrders(): RecruiterOrders {
  const { client, local } = useSession();
  const { recruiter } = useView();
  const [running, setRunning] = useState<RecruiterOrder>();
  const [tookOver, setTookOver] = useState(false);
  const [wantsHandBack, setWantsHandBack] = useState(false);
  const available = recruiter?.orders ?? [];
  // While the recruiter carries out an order, no orders are available.
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
    // Doesn't wait for the last order's reply, because orders are available only once it was carried out.
    if (running === wanted || !available.includes(wanted)) return;
    setRunning(wanted);
    void order(wanted, next).finally(() => setRunning(current => (current === wanted ? undefined : current)));
  };
  const choosesNext = recruiter?.choosesNext === true;
  const give = (wanted: RecruiterOrder) => {
    if (wanted === 'handBack' && choosesNext) setWantsHandBack(true);
    else send(wanted);
  };
  const choose = (next: NextQuestion | undefined) => {
    setWantsHandBack(false);
    if (next) send('handBack', next);
  };
  return { available, running, handingOver, give, choosing: wantsHandBack && choosesNext, choose };
}

function tellRefusal(error: unknown): void {
  const { goneOn, goneOnBody } = recruiterConductor.orders;
  if (error instanceof AppError && error.code === 'conflict') toast.error(goneOn, goneOnBody);
  else sayFailed(room.session.failed, error);
}

/** True while it is the viewer's turn. Turns their camera and microphone off when the turn ends. */
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
