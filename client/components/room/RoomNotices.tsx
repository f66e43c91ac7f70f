import {
  CircleOff,
  DoorOpen,
  HardDrive,
  Info,
  MessageSquare,
  MicOff,
  MonitorUp,
  TriangleAlert,
  VolumeX,
  X,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { watchTalking } from '../../core/audio.ts';
import { trackOf } from '../../core/localMedia.ts';
import { writingNow } from '../../core/roomStores.ts';
import { ownSeat, seatsInOrder } from '../../core/seats.ts';
import { useAnsweredRecruiter, useLostSince, useSession, useView } from '../../hooks/room/session.ts';
import { useChat } from '../../hooks/room/useChat.ts';
import { useCommand } from '../../hooks/room/useCommand.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { useStage } from '../../hooks/room/useStage.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useSwitches } from '../../hooks/room/useSwitches.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { room } from '../../texts/room.ts';
import { roomRecording } from '../../texts/roomRecording.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { DeviceChoices } from './DeviceChoices.tsx';
import { ConnectionNotice, Notice } from './Notice.tsx';
import { UnheardNotice } from './Recording.tsx';

const CHAT_SHOWN_MS = 8_000;

/** Next to the viewer's own video in the upper corner of the stage, whose width is in `Stage`. */
const BESIDE_CORNER = 'right-25! @xs:right-29! @2xl:right-58! @5xl:right-4!';

/** Shows notices in front of the videos, so that the videos don't move when a notice appears. */
export function RoomNotices({ onChat }: { onChat: (() => void) | undefined }) {
  const { receiveOnly, media } = useSession();
  const mediaState = useStore(media.state);
  // What the server last knew of a microphone blames it for a fault of the connection.
  const cutOff = useLostSince() !== undefined || mediaState === 'recovering';
  const { main, corner } = useStage();
  const beside = corner !== undefined && main[0]?.kind === 'recruiter';
  return (
    <div
      className={classNames(
        'pointer-events-none absolute inset-x-2 top-2 z-20 flex flex-col items-center gap-2 **:[[data-notice]]:pointer-events-auto sm:inset-x-4 sm:top-3',
        beside && BESIDE_CORNER,
      )}
    >
      <div aria-live="polite" className="contents">
        <ConnectionNotice />
        <SoundBlocked />
        <InLobby />
        <RecordingTrouble />
        <UnheardNotice />
        {!receiveOnly && (
          <>
            <OwnScreen />
            {!cutOff && (
              <>
                <TalkingWhileMuted />
                <RecruiterTrouble />
              </>
            )}
            <DeviceNews />
          </>
        )}
      </div>
      {/* Outside the live region, because `Announcer` already announces messages. */}
      {onChat && <ChatToast onOpen={onChat} />}
    </div>
  );
}

function ChatToast({ onOpen }: { onOpen: () => void }) {
  const { lines } = useChat();
  const { ownSeatId } = useView();
  const newest = lines.findLast(({ fromSeatId }) => fromSeatId !== ownSeatId);
  const [known, setKnown] = useState(newest?.messageId);
  const news = newest && newest.messageId !== known ? newest : undefined;
  const messageId = news?.messageId;
  useEffect(() => {
    if (!messageId) return undefined;
    const timer = window.setTimeout(() => setKnown(messageId), CHAT_SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [messageId]);
  if (!news) return null;
  return (
    <Notice icon={MessageSquare} action={<Button onClick={onOpen}>{room.chat.open}</Button>}>
      <span dir="auto" className="block font-medium">
        {news.fromName}
      </span>
      <span dir="auto" className="line-clamp-2 wrap-anywhere">
        {news.text}
      </span>
    </Notice>
  );
}

function SoundBlocked() {
  const { playback } = useSession();
  if (!useStore(playback.blocked)) return null;
  return (
    <Notice
      tone="warning"
      icon={VolumeX}
      action={
        <Button variant="primary" onClick={() => void playback.unblock()}>
          {room.soundBlocked.action}
        </Button>
      }
    >
      {room.soundBlocked.text}
    </Notice>
  );
}

function InLobby() {
  const view = useView();
  const { client } = useSession();
  const mayAdmit = useMay('seat.admit');
  const { act, pending } = useCommand();
  const own = ownSeat(view);
  const waiting = seatsInOrder(view).filter(seat => seat.role === 'candidate' && seat.presence === 'waiting');
  const [first] = waiting;
  if (!first || own?.role !== 'interviewer') return null;
  return (
    <Notice
      tone="accent"
      icon={DoorOpen}
      action={
        mayAdmit && (
          <Button
            variant="primary"
            pending={pending}
            aria-label={room.lobby.admitNamed(first.displayName)}
            onClick={() => void act(() => client.command('seat.admit', { seatId: first.seatId }))}
          >
            {room.lobby.admit}
          </Button>
        )
      }
    >
      {room.lobby.waiting(waiting.map(seat => seat.displayName))}
      {!mayAdmit && ` ${room.lobby.askLead}`}
    </Notice>
  );
}

/** Tells interviewers about trouble with the recording. */
function RecordingTrouble() {
  const { recording } = useView();
  const isOff = recording.why === 'trouble';
  if (!isOff && !recording.storageLow) return null;
  const Icon = isOff ? CircleOff : HardDrive;
  return (
    <Notice tone="warning" icon={Icon}>
      {isOff ? roomRecording.trouble : roomRecording.storageLow}
    </Notice>
  );
}

function OwnScreen() {
  const { screen, toggleScreen } = useSwitches();
  if (screen.state !== 'on') return null;
  return (
    <Notice
      tone="accent"
      icon={MonitorUp}
      action={<Button onClick={toggleScreen}>{room.stopSharing}</Button>}
    >
      {room.yourScreen}
    </Notice>
  );
}

function TalkingWhileMuted() {
  const talking = useTalkingWhileMuted();
  const { recruiter } = useView();
  const writing = useStore(writingNow);
  // The recruiter's notice about the muted microphone says the same, and stays visible longer.
  if (!talking || writing || recruiter?.trouble === 'muted') return null;
  return (
    <Notice tone="warning" icon={MicOff}>
      <span className="pointer-coarse:hidden">{room.mutedTalking}</span>
      <span className="hidden pointer-coarse:inline">{room.mutedTalkingTouch}</span>
    </Notice>
  );
}

function DeviceNews() {
  const { local } = useSession();
  const notice = useStore(local.notice);
  if (!notice) return null;
  return (
    <Notice
      tone={notice.tone === 'warning' ? 'warning' : 'plain'}
      icon={notice.tone === 'warning' ? TriangleAlert : Info}
      action={
        <IconButton label={room.dismiss} onClick={() => local.dismissNotice()}>
          <X className="size-4" />
        </IconButton>
      }
    >
      {notice.text}
    </Notice>
  );
}

type Trouble = NonNullable<RecruiterView['trouble']>;

function RecruiterTrouble() {
  const trouble = useAnsweredRecruiter()?.trouble;
  const writing = useStore(writingNow);
  if (!trouble || writing) return null;
  // Silence gets no warning color, because the candidate may be thinking.
  const calm = trouble === 'silent';
  const Icon = calm ? Info : MicOff;
  return (
    <Notice tone={calm ? 'plain' : 'warning'} icon={Icon} action={<Remedy trouble={trouble} />}>
      <span data-trouble={trouble}>{texts.trouble(trouble)}</span>
    </Notice>
  );
}

function Remedy({ trouble }: { trouble: Trouble }) {
  const { microphone, audible, toggleMicrophone } = useSwitches();
  const { unmute, turnOn, choose } = texts.troubleActions;
  const off = microphone.state === 'off';
  if (off || (trouble === 'muted' && !audible))
    return (
      <Button variant="primary" pending={microphone.state === 'starting'} onClick={toggleMicrophone}>
        {off ? turnOn : unmute}
      </Button>
    );
  return (
    <Menu trigger={<Button>{choose}</Button>}>
      <DeviceChoices />
    </Menu>
  );
}

const SHOWN_MS = 5_000;

function useTalkingWhileMuted(): boolean {
  const { microphone } = useStore(useSession().local.sources);
  const track = microphone.state === 'on' && microphone.muted ? trackOf(microphone) : undefined;
  const [talking, setTalking] = useState(false);
  useEffect(() => {
    setTalking(false);
    if (!track) return;
    let hide: number | undefined;
    const stop = watchTalking(track, () => {
      setTalking(true);
      window.clearTimeout(hide);
      hide = window.setTimeout(() => setTalking(false), SHOWN_MS);
    });
    return () => {
      window.clearTimeout(hide);
      stop();
    };
  }, [track]);
  return talking;
}
