import { CircleOff, Info, X } from 'lucide-react';
import { useState } from 'react';
import {
  agreesToRecording,
  CONSENT_VERSION,
  INTERVIEWER_CONSENT_VERSION,
  interviewerAgrees,
} from '../../../shared/interview/setup.ts';
import { isUnheard, leadOrder, recordingReason, startsLater } from '../../core/recordingStatus.ts';
import { usePracticeRetention } from '../../hooks/practice/practiceRoom.ts';
import { useOwnSeat, useSession, useView } from '../../hooks/room/session.ts';
import { useCommand } from '../../hooks/room/useCommand.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { useRecordingKept } from '../../hooks/room/useRecordingKept.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { room } from '../../texts/room.ts';
import { roomRecording, roomRecording as texts } from '../../texts/roomRecording.ts';
import { transcriptConsent } from '../../texts/transcriptConsent.ts';
import { TranscriptDetails } from '../prejoin/TranscriptChoice.tsx';
import { StatusDot } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import type { ButtonVariant } from '../ui/buttonStyle.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { Notice } from './Notice.tsx';

function RecordingDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const view = useView();
  const { role } = useOwnSeat();
  const { state } = view.recording;
  const close = () => onOpenChange(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={state === 'on' ? texts.titleOn : startsLater(view) ? texts.titleNotYet : texts.titleOff}
      description={recordingReason(view)}
      footer={
        <>
          {role === 'candidate' && <ConsentButton onDone={close} />}
          {role === 'interviewer' && <OwnButton onDone={close} />}
          <LeadButton onDone={close} />
        </>
      }
    >
      <div className="flex flex-col gap-3 text-sm" data-recording-words>
        {role === 'candidate' ? <CandidateWords /> : <StaffWords />}
        {(role === 'candidate' || role === 'interviewer') && <OwnTranscript />}
      </div>
    </Dialog>
  );
}

function CandidateWords() {
  const view = useView();
  const { recording } = view;
  const agrees = agreesToRecording(useOwnSeat().consent);
  const retention = usePracticeRetention();
  const kept = useRecordingKept();
  const { candidate } = texts;
  const { practice } = view;
  const words = practice ? practiceRoom : candidate;
  const hint = recording.state === 'on' ? words.stopHint : words.notYetHint;
  return (
    <>
      {practice
        ? !agrees && <p>{practiceRoom.consent.declined[practice.purpose]}</p>
        : isUnheard(view) && <p>{candidate.unheardHint}</p>}
      {!agrees && <p>{candidate.agreeHint}</p>}
      <p className={agrees ? '' : 'border-l-2 border-line-strong pl-3 text-muted'}>
        {practice
          ? practiceRoom.consent.hint(practice.purpose, retention)
          : prejoin.consent.recordingHint(kept)}
      </p>
      {agrees && <p>{hint}</p>}
      {recording.kept && recording.state === 'off' && <p>{words.keptHint}</p>}
    </>
  );
}

function StaffWords() {
  const { receiveOnly } = useSession();
  const leads = useMay('recording.direct');
  const { role, consent } = useOwnSeat();
  return (
    <>
      <p>{texts.interviewer}</p>
      {role === 'interviewer' && <p>{interviewerAgrees(consent) ? texts.own.recorded : texts.own.leftOut}</p>}
      <p className="text-muted">{receiveOnly ? texts.watcher : leads ? texts.asLead : texts.askLead}</p>
    </>
  );
}

interface CommandButtonProps {
  run: () => Promise<unknown>;
  onDone: () => void;
  variant?: ButtonVariant;
  children: string;
}

function CommandButton({ run, onDone, variant, children }: CommandButtonProps) {
  const { act, pending } = useCommand();
  const press = async () => {
    if (await act(run)) onDone();
  };
  return (
    <Button variant={variant} pending={pending} onClick={() => void press()}>
      {children}
    </Button>
  );
}

/** Allows the transcript of what the person says, or withdraws that immediately. */
function OwnTranscript() {
  const { client, pass } = useSession();
  const { consent, role } = useOwnSeat();
  const { act, pending } = useCommand();
  const allowed = consent?.transcript === true;
  const agrees = role === 'candidate' ? agreesToRecording(consent) : interviewerAgrees(consent);
  if (!consent || !(allowed || (agrees && pass.details.transcriber))) return null;
  const change = (transcript: boolean) =>
    void act(() => client.command('consent.give', { consent: { ...consent, transcript } }));
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-3">
      <Switch checked={allowed} onCheckedChange={change} label={transcriptConsent.label} pending={pending} />
      {!agrees && <p className="text-muted">{transcriptConsent.whenRecorded}</p>}
      <TranscriptDetails />
    </div>
  );
}

/** Button that agrees to the recording or withdraws the agreement. Uses the wording of the pre-join page. */
function OwnButton({ onDone }: { onDone: () => void }) {
  const { client } = useSession();
  const { consent: given } = useOwnSeat();
  const agrees = interviewerAgrees(given);
  const consent = { ...given, version: INTERVIEWER_CONSENT_VERSION, recording: !agrees, observers: true };
  return (
    <CommandButton run={() => client.command('consent.give', { consent })} onDone={onDone}>
      {agrees ? texts.own.stop : texts.own.agree}
    </CommandButton>
  );
}

function ConsentButton({ onDone }: { onDone: () => void }) {
  const { client } = useSession();
  const { consent: given } = useOwnSeat();
  const agrees = agreesToRecording(given);
  const consent = { ...given, version: CONSENT_VERSION, recording: !agrees };
  return (
    <CommandButton
      variant={agrees ? 'secondary' : 'primary'}
      run={() => client.command('consent.give', { consent })}
      onDone={onDone}
    >
      {agrees ? texts.candidate.stop : texts.candidate.agree}
    </CommandButton>
  );
}

function LeadButton({ onDone }: { onDone: () => void }) {
  const { client } = useSession();
  const { recording } = useView();
  if (!useMay('recording.direct')) return null;
  const { order, label } = leadOrder(recording);
  return (
    <CommandButton run={() => client.command('recording.direct', { order })} onDone={onDone}>
      {label}
    </CommandButton>
  );
}

export function RecordingBadge() {
  const [open, setOpen] = useState(false);
  const view = useView();
  const isOn = view.recording.state === 'on';
  const word = isOn ? roomRecording.on : startsLater(view) ? roomRecording.notYet : roomRecording.off;
  const reason = recordingReason(view);
  return (
    <>
      <Tooltip label={reason ?? roomRecording.about} side="bottom">
        <button
          type="button"
          data-recording={view.recording.state}
          aria-haspopup="dialog"
          aria-label={reason ? `${word}. ${reason}` : word}
          onClick={() => setOpen(true)}
          className="relative inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full bg-sunken px-2.5 text-xs font-medium whitespace-nowrap text-muted transition-colors before:absolute before:-inset-2 hover:bg-raised hover:text-ink data-[recording=on]:text-ink"
        >
          {isOn ? <StatusDot tone="recording" /> : <CircleOff className="size-3.5" />}
          {word}
        </button>
      </Tooltip>
      <RecordingDialog open={open} onOpenChange={setOpen} />
    </>
  );
}

export function UnheardNotice() {
  const { role } = useOwnSeat();
  const unheard = isUnheard(useView()) && role === 'candidate';
  const [open, setOpen] = useState(false);
  const [dismissed, setDismissed] = useState(false);
  return (
    <>
      {unheard && !dismissed && (
        <Notice
          icon={Info}
          action={
            <span className="flex shrink-0 items-center gap-1">
              <Button size="sm" onClick={() => setOpen(true)}>
                {roomRecording.candidate.options}
              </Button>
              <IconButton size="sm" label={room.dismiss} icon={X} onClick={() => setDismissed(true)} />
            </span>
          }
        >
          {roomRecording.candidate.unheard}
        </Notice>
      )}
      <RecordingDialog open={open} onOpenChange={setOpen} />
    </>
  );
}
