import { useState } from 'react';
import { Questions } from '../../components/conductor/Questions.tsx';
import { Announcer } from '../../components/room/Announcer.tsx';
import { ControlBar } from '../../components/room/ControlBar.tsx';
import { ChatPanel } from '../../components/room/chat/ChatPanel.tsx';
import { PeopleList } from '../../components/room/people/PeopleList.tsx';
import { RemoteSound } from '../../components/room/RemoteSound.tsx';
import { RoomNotices } from '../../components/room/RoomNotices.tsx';
import { ShortcutsDialog } from '../../components/room/ShortcutsDialog.tsx';
import { type PanelName, SidePanel } from '../../components/room/SidePanel.tsx';
import { Stage } from '../../components/room/Stage.tsx';
import { TopBar } from '../../components/room/TopBar.tsx';
import { useOwnSeat, useSession } from '../../hooks/room/session.ts';
import { useUnread } from '../../hooks/room/useChat.ts';
import { useShortcuts } from '../../hooks/room/useShortcuts.ts';
import { useStayAwake } from '../../hooks/room/useStayAwake.ts';
import { useSwitches } from '../../hooks/room/useSwitches.ts';
import { useForcedTheme } from '../../hooks/useForcedTheme.ts';
import { useLeaveGuard } from '../../hooks/useLeaveGuard.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { room } from '../../texts/room.ts';

/** The live room. Always dark: faces are the content. */
export function Room() {
  useForcedTheme('dark');
  usePageTitle(room.title);
  useStayAwake();
  const { receiveOnly } = useSession();
  useLeaveGuard(!receiveOnly);
  const { role } = useOwnSeat();
  const [panel, setPanel] = useState<PanelName>();
  const [shortcutsOpen, setShortcutsOpen] = useState(false);
  const unread = useUnread(panel === 'chat');

  const toggle = (name: PanelName) => setPanel(open => (open === name ? undefined : name));
  useRoomKeys(
    () => toggle('chat'),
    () => setShortcutsOpen(true),
  );

  return (
    <div
      data-fills-window
      className="flex h-dvh flex-col gap-2 overflow-hidden bg-canvas pt-[max(0.5rem,env(safe-area-inset-top))] pr-[max(0.5rem,env(safe-area-inset-right))] pb-[max(0.5rem,env(safe-area-inset-bottom))] pl-[max(0.5rem,env(safe-area-inset-left))] text-ink sm:gap-3 sm:px-3 sm:pt-3"
    >
      <TopBar />
      <main className="relative flex min-h-0 flex-1 gap-3">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2 sm:gap-3">
          <Stage />
          <Questions />
        </div>
        {panel && (
          <SidePanel title={room[panel].title} onClose={() => setPanel(undefined)}>
            {panel === 'chat' ? (
              <ChatPanel />
            ) : (
              <div className="min-h-0 flex-1 overflow-y-auto p-4">
                <PeopleList />
              </div>
            )}
          </SidePanel>
        )}
        <RoomNotices />
      </main>
      <ControlBar
        panel={panel}
        hasPeople={role === 'interviewer' || role === 'evaluator'}
        onPanel={toggle}
        unread={unread}
        onShortcuts={() => setShortcutsOpen(true)}
      />
      <RemoteSound />
      <Announcer />
      <ShortcutsDialog open={shortcutsOpen} onOpenChange={setShortcutsOpen} />
    </div>
  );
}

function useRoomKeys(onChat: () => void, onHelp: () => void): void {
  const { receiveOnly, local } = useSession();
  const { muted, toggleMicrophone, toggleCamera } = useSwitches();
  const [pressedToTalk, setPressedToTalk] = useState(false);
  const talk = (talking: boolean) => {
    // Space only ever opens a closed microphone, and closes what it has opened.
    if (talking ? muted : pressedToTalk) local.setMuted(!talking);
    setPressedToTalk(talking && muted);
  };
  useShortcuts({
    onChat,
    onHelp,
    ...(!receiveOnly && { onMicrophone: toggleMicrophone, onCamera: toggleCamera, onTalk: talk }),
  });
}
