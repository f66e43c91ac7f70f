import type { z } from 'zod';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { seatHolds } from '../../../../shared/interview/visibility.ts';
import { type IssuedLink, SeatInput } from '../../../../shared/protocol/http.ts';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { interviewPeopleTexts as texts } from '../../../texts/interviewPeople.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { useNextLead } from './NextLead.tsx';
import { MemberFields } from './PersonDialogs.tsx';

interface RemoveProps {
  view: InterviewView;
  seat: SeatView;
  /** True for someone who was invited by email, and who is told of changes. */
  isTold: (seat: SeatView) => boolean;
  /** Names of the candidates who are told when they meet other people. */
  toldCandidates: readonly string[];
  onClose: () => void;
  onEdit: () => void;
}

export function RemoveDialog({ view, seat, isTold, toldCandidates, onClose, onEdit }: RemoveProps) {
  const { displayName, seatId } = seat;
  const { choice, params } = useNextLead(view, seat);
  const heir = params.lead && view.seats[params.lead];
  const meetsOthers = seat.role === 'interviewer' && hasOtherInterviewer(view, seat);
  const told = [seat, heir].flatMap(one => (one && isTold(one) ? [one.displayName] : []));
  const candidates = Object.values(view.seats).filter(
    ({ role, presence }) => role === 'candidate' && presence !== 'removed',
  );
  if (seat.role === 'candidate' && candidates.length < 2)
    return (
      <ConfirmDialog
        open
        onOpenChange={onClose}
        title={texts.remove.only.title(displayName)}
        description={texts.remove.only.body}
        confirmLabel={texts.remove.only.edit}
        onConfirm={onEdit}
      />
    );
  return (
    <ConfirmRequest
      route="seats.remove"
      params={{ interviewId: view.interviewId, seatId, ...params }}
      refreshes={['interviews.read', 'interviews.list', 'interviewMail.read']}
      title={texts.remove.title(displayName)}
      description={texts.remove.body(displayName, [...told, ...(meetsOthers ? toldCandidates : [])])}
      confirmLabel={texts.remove.confirm}
      danger
      onClose={onClose}
      onDone={() => {
        toast.success(texts.remove.done(displayName), texts.tellThem(seat));
        onClose();
      }}
    >
      {choice}
    </ConfirmRequest>
  );
}

/** True if the candidate still meets someone. Otherwise, they aren't told, because someone may be added. */
function hasOtherInterviewer({ seats }: InterviewView, { seatId }: SeatView): boolean {
  return Object.values(seats).some(
    one => one.role === 'interviewer' && one.seatId !== seatId && seatHolds(one),
  );
}

const Replacement = SeatInput.pick({ displayName: true, email: true });

interface ReplaceProps extends Omit<RemoveProps, 'onEdit'> {
  onReplaced: (link: IssuedLink, person: z.infer<typeof SeatInput>) => void;
}

export function ReplaceDialog({ view, seat, isTold, toldCandidates, onClose, onReplaced }: ReplaceProps) {
  const { interviewId, leadSeatId } = view;
  const replace = useRouteMutation('seats.replace', [
    'interviews.list',
    'interviews.read',
    'interviewMail.read',
  ]);
  const form = useForm({
    initial: { displayName: '', email: '' },
    schema: Replacement,
    toInput: ({ displayName, email }) => ({ displayName, ...(email.trim() && { email: email.trim() }) }),
    onSubmit: async person => {
      const { link } = await replace.mutateAsync({ interviewId, seatId: seat.seatId, person });
      toast.success(texts.replace.done(seat.displayName, person.displayName), texts.tellThem(seat));
      onReplaced(link, { ...person, role: seat.role });
    },
  });
  const told = [
    ...(isTold(seat) ? [seat.displayName] : []),
    ...(seat.role === 'interviewer' ? toldCandidates : []),
  ];
  const address = Replacement.shape.email.safeParse(form.values.email.trim()).data;
  return (
    <FormDialog
      form={form}
      title={texts.replace.title(seat.displayName)}
      description={texts.replace.body(seat.displayName, seat.seatId === leadSeatId)}
      submitLabel={texts.replace.submit}
      failed={texts.replace.failed}
      onClose={onClose}
    >
      <MemberFields form={form} view={view} />
      <p role="status" className="text-sm text-muted">
        {texts.replace.told(told, view.mail ? address : undefined)}
      </p>
    </FormDialog>
  );
}
