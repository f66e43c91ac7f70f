import {
  Captions,
  ClipboardCheck,
  Keyboard,
  LayoutGrid,
  MessageSquare,
  Mic,
  MicOff,
  MonitorOff,
  MonitorUp,
  PhoneOff,
  Settings,
  Sparkles,
  SquareUserRound,
  Users,
  Video,
  VideoOff,
} from 'lucide-react';
import { useState } from 'react';
import type { Turn } from '../../../shared/recruiter/recruiterView.ts';
import { canBlur } from '../../core/deviceManager.ts';
import { trackOf } from '../../core/localMedia.ts';
import { ratingsDue, stagePreferences, unsentAnswer, writingNow } from '../../core/roomStores.ts';
import {
  useAnsweredRecruiter,
  useIsLead,
  useOwnSeat,
  useSession,
  useView,
} from '../../hooks/room/session.ts';
import { useCaptioned } from '../../hooks/room/useCaptioned.ts';
import { useCommand } from '../../hooks/room/useCommand.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useSwitches } from '../../hooks/room/useSwitches.ts';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';
import { captions } from '../../texts/captions.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { room } from '../../texts/room.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { ControlButton } from './ControlButton.tsx';
import { DeviceChoices } from './DeviceChoices.tsx';
import { EndDialog, SessionMenu } from './SessionMenu.tsx';
import type { PanelName } from './SidePanel.tsx';

interface ControlBarProps {
  panel: PanelName | undefined;
  /** False in practice, where no other person could read a message. */
  hasChat: boolean;
  hasPeople: boolean;
  hasRubric: boolean;
  onPanel: (panel: PanelName) => void;
  unread: number;
  onShortcuts: () => void;
}

export function ControlBar(props: ControlBarProps) {
  const { panel, hasChat, hasPeople, hasRubric, onPanel, unread, onShortcuts } = props;
  const { receiveOnly } = useSession();
  const isLead = useIsLead();
  const { role } = useOwnSeat();
  return (
    <div
      role="toolbar"
      aria-label={room.controls.bar}
      className="flex shrink-0 items-center justify-center gap-2 max-[360px]:gap-1 sm:gap-3"
    >
      {!receiveOnly && <SendingButtons />}
      {hasChat && (
        <ControlButton
          label={unread > 0 ? room.controls.chatUnread(unread) : room.controls.chat}
          shortcut="W"
          pressed={panel === 'chat'}
          count={unread}
          icon={MessageSquare}
          onClick={() => onPanel('chat')}
        />
      )}
      {hasRubric && <RubricButton open={panel === 'rubric'} onPress={() => onPanel('rubric')} />}
      {hasPeople && (
        <ControlButton
          // Hidden on phones, where the bar has no space for this button. The menu contains it instead.
          className={hasRubric ? 'max-sm:hidden' : ''}
          label={room.controls.people}
          pressed={panel === 'people'}
          icon={Users}
          onClick={() => onPanel('people')}
        />
      )}
      {/* Phones of interviewers have no space for this button. The menu contains it instead. */}
      <CaptionButton className={receiveOnly || role === 'candidate' ? '' : 'max-sm:hidden'} />
      {isLead && <SessionMenu />}
      <MoreMenu
        onPeople={hasPeople && hasRubric ? () => onPanel('people') : undefined}
        onShortcuts={onShortcuts}
      />
      <LeaveButton />
    </div>
  );
}

function SendingButtons() {
  const { devices } = useSession();
  const { camera, microphone, screen, audible, toggleMicrophone, toggleCamera, toggleScreen } = useSwitches();
  const { controls } = room;
  const sharing = screen.state === 'on';
  // Who writes has the microphone off on purpose.
  const writing = useStore(writingNow);
  // With the audio-only accommodation, and in practice, a camera that is off is not a problem.
  const { practice, recruiter } = useView();
  const pictureWanted = !practice && recruiter?.accommodations?.audioOnly !== true;
  return (
    <>
      <ControlButton
        label={
          audible ? controls.mute : microphone.state === 'on' ? controls.unmute : controls.microphoneMissing
        }
        shortcut="M"
        variant={audible || writing ? 'plain' : 'off'}
        icon={microphone.state === 'starting' ? Spinner : audible ? Mic : MicOff}
        onClick={toggleMicrophone}
      />
      <ControlButton
        label={camera.state === 'on' ? controls.cameraOff : controls.cameraOn}
        shortcut="V"
        variant={camera.state === 'off' && pictureWanted ? 'off' : 'plain'}
        icon={camera.state === 'starting' ? Spinner : camera.state === 'on' ? Video : VideoOff}
        onClick={toggleCamera}
      />
      {devices.canShareScreen && (
        <ControlButton
          className="max-sm:hidden"
          label={sharing ? controls.stopShare : controls.share}
          pressed={sharing}
          icon={sharing ? MonitorOff : MonitorUp}
          onClick={toggleScreen}
        />
      )}
    </>
  );
}

function RubricButton({ open, onPress }: { open: boolean; onPress: () => void }) {
  const due = useStore(ratingsDue);
  return (
    <ControlButton
      label={due > 0 && !open ? room.controls.rubricDue(due) : room.controls.rubric}
      shortcut="P"
      pressed={open}
      count={open ? 0 : due}
      icon={ClipboardCheck}
      onClick={onPress}
    />
  );
}

function CaptionButton({ className }: { className: string }) {
  const { offered, on, toggle } = useCaptioned();
  if (!offered) return null;
  return (
    <ControlButton
      className={className}
      label={captions.title}
      shortcut="L"
      pressed={on}
      icon={Captions}
      onClick={toggle}
    />
  );
}

function ViewChoices() {
  const { receiveOnly, devices, local } = useSession();
  const { sideBySide, selfView } = stagePreferences;
  const isSideBySide = useStore(sideBySide);
  const selfShown = useStore(selfView);
  const blurred = useStore(devices.blur);
  const camera = trackOf(useStore(local.sources).camera);
  const { controls } = room;
  return (
    <>
      <MenuItem icon={LayoutGrid} onSelect={() => sideBySide.set(!isSideBySide)}>
        {isSideBySide ? controls.oneLarge : controls.sideBySide}
      </MenuItem>
      {!receiveOnly && (
        <MenuItem icon={SquareUserRound} onSelect={() => selfView.set(!selfShown)}>
          {selfShown ? controls.hideSelf : controls.showSelf}
        </MenuItem>
      )}
      {camera && canBlur(camera) && (
        <MenuItem icon={Sparkles} onSelect={() => void local.setBlur(!blurred)}>
          {blurred ? controls.noBlur : controls.blur}
        </MenuItem>
      )}
    </>
  );
}

type MoreMenuProps = { onPeople: (() => void) | undefined; onShortcuts: () => void };

function MoreMenu({ onPeople, onShortcuts }: MoreMenuProps) {
  const phone = useMediaQuery('(max-width: 40rem)');
  const { offered, on, toggle } = useCaptioned();
  return (
    <Menu side="top" trigger={<ControlButton label={room.controls.devices} icon={Settings} />}>
      <DeviceChoices />
      <MenuSeparator />
      <ViewChoices />
      <MenuSeparator />
      {phone && onPeople && (
        <MenuItem icon={Users} onSelect={onPeople}>
          {room.controls.people}
        </MenuItem>
      )}
      {phone && offered && (
        <MenuItem icon={Captions} onSelect={toggle}>
          {on ? captions.hide : captions.show}
        </MenuItem>
      )}
      <MenuItem icon={Keyboard} onSelect={onShortcuts}>
        {room.controls.shortcuts}
      </MenuItem>
    </Menu>
  );
}

/** Leaves the interview after a confirmation, because leaving by mistake would interrupt it. */
function LeaveButton() {
  const session = useSession();
  const isLead = useIsLead();
  const turn = useAnsweredRecruiter()?.turn;
  const { practice } = useView();
  const drafted = useStore(unsentAnswer) !== undefined;
  const [asking, setAsking] = useState(false);
  const [ending, setEnding] = useState(false);
  const { act, pending } = useCommand();
  return (
    <>
      <ControlButton
        label={room.controls.leave}
        variant="off"
        className="sm:w-16!"
        icon={PhoneOff}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={practice ? practiceRoom.leave.title : room.leave.title}
        description={`${leaveBodyOf({ isLead, turn, practices: practice !== undefined })}${drafted ? ` ${room.leave.draft}` : ''}`}
        confirmLabel={room.leave.confirm}
        cancelLabel={room.leave.stay}
        alternative={
          isLead
            ? {
                label: room.session.end,
                danger: true,
                onSelect: () => {
                  setAsking(false);
                  setEnding(true);
                },
              }
            : undefined
        }
        pending={pending}
        onConfirm={() =>
          void act(async () => {
            await unsentAnswer.get()?.();
            await session.leave();
          })
        }
      />
      {isLead && <EndDialog open={ending} onOpenChange={setEnding} />}
    </>
  );
}

type LeaveSituation = { isLead: boolean; turn: Turn | undefined; practices: boolean };

function leaveBodyOf({ isLead, turn, practices }: LeaveSituation): string {
  const { leave } = practiceRoom;
  if (isLead) return room.leave.leadBody;
  if (practices) return turn === 'over' ? leave.overBody : leave.body;
  if (turn === undefined) return room.leave.body;
  if (turn === 'over') return room.leave.recruiterOverBody;
  return turn === 'person' ? room.leave.personBody : room.leave.recruiterBody;
}
