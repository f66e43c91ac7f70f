import { PhoneOff } from 'lucide-react';
import { useState } from 'react';
import type { Turn } from '../../../shared/recruiter/recruiterView.ts';
import { useAnsweredRecruiter } from '../../hooks/recruiter/useRecruiter.ts';
import { useIsLead, useSession } from '../../hooks/room/session.ts';
import { useAct } from '../../hooks/room/useAct.ts';
import { room } from '../../texts/room.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { ControlButton } from './ControlButton.tsx';

/** Leaving asks once: one slip in front of a candidate, or by one, is a slip too many. */
export function LeaveButton() {
  const session = useSession();
  const isLead = useIsLead();
  const turn = useAnsweredRecruiter()?.turn;
  const [asking, setAsking] = useState(false);
  const { act, pending } = useAct();
  return (
    <>
      <ControlButton
        label={room.controls.leave}
        look="off"
        className="sm:w-16!"
        icon={<PhoneOff className="size-5" aria-hidden="true" />}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={room.leave.title}
        description={isLead ? room.leave.leadBody : turn ? recruiterBodyOf(turn) : room.leave.body}
        confirmLabel={room.leave.confirm}
        cancelLabel={room.leave.stay}
        danger
        pending={pending}
        onConfirm={() => void act(() => session.leave())}
      />
    </>
  );
}

/** What becomes of an interview that the candidate leaves depends on who asks, and on whether all is asked. */
function recruiterBodyOf(turn: Turn): string {
  if (turn === 'over') return room.leave.recruiterOverBody;
  return turn === 'person' ? room.leave.personBody : room.leave.recruiterBody;
}
