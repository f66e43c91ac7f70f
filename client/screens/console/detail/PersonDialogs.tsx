import { useState } from 'react';
import { z } from 'zod';
import { changedFields } from '../../../../shared/changedFields.ts';
import type { InterviewId } from '../../../../shared/ids.ts';
import { DisplayName, Email, LIMITS } from '../../../../shared/interview/fields.ts';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { formatList } from '../../../../shared/intl.ts';
import { type IssuedLink, SeatInput } from '../../../../shared/protocol/http.ts';
import { Accommodations, NO_ACCOMMODATIONS } from '../../../../shared/recruiter/settings.ts';
import { SeatRole } from '../../../../shared/roles.ts';
import { isTimeZone, ownZone } from '../../../../shared/time/zones.ts';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { type FieldProps, useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { AddressHint } from '../people/AddressHint.tsx';
import { MemberFacts, MemberField } from '../people/MemberField.tsx';
import { type PickedTime, useAvailability } from '../people/useAvailability.ts';
import { AccommodationFields } from '../recruiter/AccommodationFields.tsx';
import { useNextLead } from './NextLead.tsx';

const addTexts = interviewPeopleTexts.addPerson;
const ROLES = SeatRole.options.map(role => ({ value: role, label: common.roles[role] }));
type NewPerson = z.infer<typeof SeatInput>;

/** Returns the time for which people are picked. */
function availabilityTime(view: InterviewView): PickedTime {
  const { interviewId, scheduledAt, plannedMinutes, timeZone } = view;
  return {
    // There is no time until the candidate chooses one. With the virtual recruiter, no one else has to be there.
    at: view.recruiterSettings || view.scheduling?.open ? undefined : scheduledAt,
    minutes: plannedMinutes,
    zone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : ownZone(),
    except: interviewId,
  };
}

interface AddPersonDialogProps {
  view: InterviewView;
  /** Names of candidates who get an email when they meet other people. */
  toldCandidates: string[];
  onClose: () => void;
  onAdded: (link: IssuedLink, person: NewPerson) => void;
}

export function AddPersonDialog({ view, toldCandidates, onClose, onAdded }: AddPersonDialogProps) {
  const { interviewId } = view;
  const add = useRouteMutation('seats.add', ['interviews.list', 'interviews.read']);
  const form = useForm({
    initial: { role: 'interviewer', displayName: '', email: '' },
    schema: SeatInput,
    toInput: ({ email, ...person }) => ({ ...person, ...(email.trim() && { email: email.trim() }) }),
    onSubmit: async seat => {
      const { link } = await add.mutateAsync({ interviewId, seat });
      onAdded(link, seat);
    },
  });
  const role = SeatRole.parse(form.values.role);
  return (
    <FormDialog
      form={form}
      title={addTexts.title}
      submitLabel={addTexts.submit}
      failed={addTexts.failed}
      onClose={onClose}
    >
      <Select
        label={newInterviewTexts.form.role}
        hint={newInterviewTexts.create.groups[role].hint}
        options={ROLES}
        value={role}
        onChange={event => form.change({ role: event.target.value })}
      />
      {role === 'candidate' ? (
        <NameAndEmail form={form} isMailed={view.mail} />
      ) : (
        <>
          <MemberFields form={form} view={view} />
          {role === 'interviewer' && <ToldCandidates names={toldCandidates} />}
        </>
      )}
    </FormDialog>
  );
}

const editTexts = interviewPeopleTexts.editPerson;
const Changes = z.strictObject({ displayName: DisplayName, email: Email.nullable() });
type SeatDialogProps = { interviewId: InterviewId; seat: SeatView; onClose: () => void };
interface EditPersonDialogProps extends SeatDialogProps {
  /** Names of candidates who get an email when they meet other people. */
  toldCandidates: string[];
  /** True if the person gets the new link by email. */
  isEmailed: boolean;
  /** Called instead of `onClose` with a new link that no one else passes on. */
  onIssued: (link: IssuedLink, person: Pick<SeatView, 'displayName' | 'role' | 'email'>) => void;
}
export function EditPersonDialog({
  interviewId,
  seat,
  isEmailed,
  toldCandidates,
  onClose,
  onIssued,
}: EditPersonDialogProps) {
  const change = useRouteMutation('seats.change', ['interviews.list', 'interviews.read']);
  const [replacesLink, setReplacesLink] = useState(true);
  /** True when someone else may have the link: it went to an address that is now a different one. */
  const wentElsewhere = (email: string) =>
    seat.email !== undefined &&
    seat.link !== undefined &&
    !seat.link.revoked &&
    email.trim().toLowerCase() !== seat.email;
  const form = useForm({
    initial: { displayName: seat.displayName, email: seat.email ?? '' },
    schema: Changes,
    toInput: ({ displayName, email }) => ({ displayName, email: email.trim() || null }),
    onSubmit: async changes => {
      const before = { displayName: seat.displayName, email: seat.email ?? null };
      const { link } = await change.mutateAsync({
        ...{ interviewId, seatId: seat.seatId, ...changedFields(before, changes) },
        ...(replacesLink && wentElsewhere(changes.email ?? '') && { newLink: true }),
      });
      const invited = isEmailed && changes.email !== seat.email ? changes.email : null;
      toast.success(
        link && invited !== null
          ? editTexts.doneInvited(changes.displayName, invited)
          : editTexts.done(changes.displayName),
      );
      if (link && !(isEmailed && changes.email !== null))
        onIssued(link, { displayName: changes.displayName, role: seat.role });
      else onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={editTexts.title(seat.displayName)}
      submitLabel={common.save}
      failed={editTexts.failed}
      onClose={onClose}
    >
      <NameAndEmail form={form} isMailed={isEmailed} />
      {seat.email !== undefined && wentElsewhere(form.values.email) && (
        <Checkbox
          label={editTexts.replaceLink}
          hint={editTexts.replaceLinkHint(seat.email)}
          checked={replacesLink}
          onCheckedChange={setReplacesLink}
        />
      )}
      {isEmailed && Email.safeParse(form.values.email.trim()).success && wentElsewhere(form.values.email) && (
        <p className="text-sm text-muted">{editTexts.willInvite(form.values.email.trim(), seat.email)}</p>
      )}
      {seat.role === 'interviewer' &&
        wentElsewhere(form.values.email) &&
        form.values.displayName.trim() !== seat.displayName && <ToldCandidates names={toldCandidates} />}
    </FormDialog>
  );
}

function ToldCandidates({ names }: { names: string[] }) {
  if (names.length === 0) return null;
  return <p className="text-sm text-muted">{addTexts.tellsCandidate(formatList(names))}</p>;
}

interface PersonFieldsProps {
  form: {
    values: { email: string };
    field: (name: 'displayName' | 'email') => FieldProps;
    change: (part: { email: string }) => void;
  };
  /** True if the person is emailed at the address. */
  isMailed: boolean | undefined;
}

function NameAndEmail({ form, isMailed }: PersonFieldsProps) {
  return (
    <>
      <TextField
        {...form.field('displayName')}
        label={newInterviewTexts.form.name}
        autoComplete="off"
        maxLength={LIMITS.displayName}
      />
      <EmailField form={form} isMailed={isMailed} />
    </>
  );
}

interface MemberFieldsProps {
  form: {
    values: { displayName: string; email: string };
    field: PersonFieldsProps['form']['field'];
    errorOf: (name: 'displayName') => string | undefined;
    change: (part: Partial<{ displayName: string; email: string }>) => void;
    blur: (name: 'displayName') => void;
  };
  view: InterviewView;
}

/** Name and address of someone who is picked from the team, with whether they are free. */
export function MemberFields({ form, view }: MemberFieldsProps) {
  const { availability } = useAvailability(availabilityTime(view));
  return (
    <>
      <MemberField
        person={form.values}
        availability={availability}
        taken={Object.values(view.seats).map(({ email = '' }) => email)}
        error={form.errorOf('displayName')}
        onChange={form.change}
        onBlur={() => form.blur('displayName')}
      />
      <EmailField form={form} isMailed={view.mail} />
      <MemberFacts email={form.values.email} availability={availability} />
    </>
  );
}

function EmailField({ form, isMailed }: PersonFieldsProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <TextField
        {...form.field('email')}
        label={newInterviewTexts.form.email}
        hint={isMailed ? interviewPeopleTexts.mail.addressHint : undefined}
        optional
        type="email"
        autoComplete="off"
      />
      <AddressHint email={form.values.email} onUse={email => form.change({ email })} />
    </div>
  );
}

const newLinkTexts = interviewPageTexts.newLink;
type NewLinkDialogProps = SeatDialogProps & {
  isEmailed: boolean;
  onIssued: (link: IssuedLink) => void;
};

export function NewLinkDialog({ interviewId, seat, isEmailed, onClose, onIssued }: NewLinkDialogProps) {
  return (
    <ConfirmRequest
      route="links.issue"
      params={{ interviewId, seatId: seat.seatId }}
      refreshes={['interviews.read']}
      title={newLinkTexts.title(seat.displayName)}
      description={
        isEmailed && seat.email !== undefined ? newLinkTexts.bodyByMail(seat.email) : newLinkTexts.body
      }
      confirmLabel={newLinkTexts.confirm}
      onClose={onClose}
      onDone={({ link }) => onIssued(link)}
    />
  );
}

const revokeTexts = interviewPageTexts.revoke;

type RevokeDialogProps = SeatDialogProps & {
  view: InterviewView;
  /** True if the person can be told by email. */
  isEmailed: boolean;
};

export function RevokeDialog({ interviewId, seat, view, isEmailed, onClose }: RevokeDialogProps) {
  const { choice, params } = useNextLead(view, seat);
  const [tells, setTells] = useState(true);
  const email = isEmailed ? seat.email : undefined;
  return (
    <ConfirmRequest
      route="links.revoke"
      params={{
        ...{ interviewId, seatId: seat.seatId, ...params },
        ...(email !== undefined && !tells && { quiet: true as const }),
      }}
      refreshes={['interviews.read']}
      title={revokeTexts.title(seat.displayName)}
      description={revokeTexts.body}
      confirmLabel={revokeTexts.confirm}
      danger
      onClose={onClose}
      done={(email !== undefined && tells ? revokeTexts.doneTold : revokeTexts.done)(seat.displayName)}
    >
      {choice}
      {email !== undefined && (
        <Checkbox
          label={revokeTexts.tell(email)}
          hint={revokeTexts.tellHint}
          checked={tells}
          onCheckedChange={setTells}
        />
      )}
    </ConfirmRequest>
  );
}

const accommodationTexts = recruiterSetup.accommodations;

interface AccommodationsDialogProps extends SeatDialogProps {
  /** True after the interview has started. Changes then apply from the next question on. */
  started: boolean;
  rates: boolean;
}

export function AccommodationsDialog(props: AccommodationsDialogProps) {
  const { interviewId, seat, started, rates, onClose } = props;
  const description = [rates && accommodationTexts.hiddenFromRater, started && accommodationTexts.dialogBody]
    .filter(Boolean)
    .join(' ');
  const save = useRouteMutation('accommodations.set', ['interviews.read']);
  const form = useForm({
    initial: { set: seat.accommodations ?? NO_ACCOMMODATIONS },
    schema: Accommodations,
    toInput: ({ set }) => set,
    onSubmit: async accommodations => {
      await save.mutateAsync({ interviewId, seatId: seat.seatId, accommodations });
      toast.success(accommodationTexts.done(seat.displayName));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      size="md"
      title={accommodationTexts.title(seat.displayName)}
      {...(description && { description })}
      submitLabel={common.save}
      failed={accommodationTexts.failed}
      onClose={onClose}
    >
      <AccommodationFields set={form.values.set} onChange={set => form.change({ set })} />
    </FormDialog>
  );
}
