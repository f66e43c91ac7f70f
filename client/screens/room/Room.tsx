import { RotateCw } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { Questions } from '../../components/conductor/Questions.tsx';
import { Announcer } from '../../components/room/Announcer.tsx';
import { ChatPanel } from '../../components/room/ChatPanel.tsx';
import { ControlBar } from '../../components/room/ControlBar.tsx';
import { RemoteSound } from '../../components/room/MediaElements.tsx';
import { PeopleList } from '../../components/room/PeopleList.tsx';
import { RoomNotices } from '../../components/room/RoomNotices.tsx';
import { ShortcutsDialog } from '../../components/room/ShortcutsDialog.tsx';
import { answerPanelFrame, SidePanel, useRoomPanel } from '../../components/room/SidePanel.tsx';
import { Stage } from '../../components/room/Stage.tsx';
import { TopBar } from '../../components/room/TopBar.tsx';
import { PanelSkeleton } from '../../components/rubric/PanelSkeleton.tsx';
import { ErrorBoundary } from '../../components/shell/ErrorBoundary.tsx';
import { LaterRegion } from '../../components/shell/LaterRegion.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { forceTheme } from '../../core/theme.ts';
import { goToQuestions } from '../../hooks/conductor/questionsFocus.ts';
import { useLogisticsToasts } from '../../hooks/conductor/useRaterTalk.ts';
import { useAnsweredRecruiter, useOwnSeat, useSession, useView } from '../../hooks/room/session.ts';
import { useCaptioned } from '../../hooks/room/useCaptioned.ts';
import { useUnread } from '../../hooks/room/useChat.ts';
import { usePushToTalk, useShortcuts } from '../../hooks/room/useShortcuts.ts';
import { useSwitches } from '../../hooks/room/useSwitches.ts';
import { useTypingSpace } from '../../hooks/room/useTypingSpace.ts';
import { useLeaveGuard } from '../../hooks/useLeaveGuard.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { captions } from '../../texts/captions.ts';
import { room } from '../../texts/room.ts';
import { uiTexts } from '../../texts/ui.ts';

// Loaded only for candidates of the virtual recruiter.
const answerPanel = async () => (await import('../../components/recruiter/AnswerPanel.tsx')).AnswerPanel;
// Loaded only for evaluators.
const rubricPanel = async () => (await import('../../components/rubric/RubricPanel.tsx')).RoomRubric;
// A failed import of these parts shows no error, because the rating panel shows one if its import fails.
const rubricBar = () => import('../../components/rubric/PanelBar.tsx').then(part => part.PanelBar, nothing);
const rubricWatch = () =>
  import('../../components/rubric/RubricWatch.tsx').then(part => part.RubricWatch, nothing);
const nothing = () => () => null;
// Loaded only for those who turn captions on.
const captionPanel = async () => (await import('../../components/captions/CaptionPanel.tsx')).CaptionPanel;

/** The interview room. Dark in both themes, because the videos are the content. */
export function Room() {
  useLayoutEffect(() => forceTheme('dark'), []);
  usePageTitle(room.title);
  useStayAwake();
  useLogisticsToasts();
  const { receiveOnly } = useSession();
  useLeaveGuard(!receiveOnly);
  const { role } = useOwnSeat();
  const { practice, rubric } = useView();
  const rates = rubric !== undefined;
  // Practice has no chat, because no other person is there.
  const chats = practice === undefined;
  const answers = useAnsweredRecruiter() !== undefined;
  const { panel, appeared, toggle, close, goToRubric } = useRoomPanel(rates);
  const [shortcutsOpen, setShortcutsOpen] = useState(false);
  const unread = useUnread(panel === 'chat');
  const captioned = useCaptioned();

  const { visible, compact } = useTypingSpace();
  // On small screens, chat and people replace what is below the stage, so that the stage stays visible.
  const sheetOpen = panel === 'chat' || panel === 'people';

  useMediaKeys();
  useShortcuts({
    w: chats ? () => toggle('chat') : undefined,
    p: rates ? goToRubric : undefined,
    q: rates ? goToQuestions : undefined,
    l: captioned.offered ? captioned.toggle : undefined,
    '?': () => setShortcutsOpen(true),
  });

  return (
    <div
      data-fills-window
      data-compact={compact || undefined}
      style={visible && { height: visible.height, translate: `0 ${visible.top}px` }}
      className="flex h-dvh flex-col gap-2 overflow-hidden bg-canvas pt-[max(0.5rem,env(safe-area-inset-top))] pr-[max(0.5rem,env(safe-area-inset-right))] pb-[max(0.5rem,env(safe-area-inset-bottom))] pl-[max(0.5rem,env(safe-area-inset-left))] text-ink [container:room/size] sm:gap-3 sm:px-3 sm:pt-3"
    >
      <div className="contents in-data-compact:hidden">
        <Region>
          <TopBar />
        </Region>
      </div>
      <main
        className={classNames(
          'relative flex min-h-0 flex-1 gap-3',
          panel && 'max-lg:flex-col max-lg:gap-2 sideways:flex-row',
        )}
      >
        <div
          className={classNames(
            'relative flex min-h-0 min-w-0 flex-1 flex-col gap-2 sm:gap-3',
            answers && !sheetOpen && 'sideways:flex-row',
            // Above a keyboard, the person in the chat stays visible in a narrow strip.
            sheetOpen && 'in-data-compact:shrink-0',
            sheetOpen && (answers ? 'in-data-compact:max-h-42' : 'in-data-compact:max-h-28'),
            sheetOpen && captioned.on && 'in-data-compact:[@container_room_(height>=22rem)]:max-h-42',
          )}
        >
          <div
            data-caption-space={sheetOpen ? 'chat' : 'none'}
            // On phones, captions and a panel leave no space for small videos.
            data-tight={(captioned.on && panel !== undefined) || undefined}
            className={
              captioned.on
                ? 'relative flex min-h-0 min-w-0 flex-1 flex-col gap-2 sm:gap-3 in-data-compact:contents'
                : 'contents'
            }
          >
            <div
              className={classNames(
                'relative flex min-h-0 min-w-0 flex-1 [container-type:size]',
                // Above a keyboard without the stage, the notices are in front of the panel.
                !sheetOpen && 'in-data-compact:contents',
              )}
            >
              <div className={sheetOpen ? 'contents' : 'contents in-data-compact:hidden'}>
                <Region>
                  <Stage />
                </Region>
              </div>
              <Region>
                <RoomNotices onChat={panel === 'chat' ? undefined : () => toggle('chat')} />
              </Region>
            </div>
            {captioned.on && (
              <Region>
                <LaterRegion fetchPart={captionPanel} failed={captions.failed} fallback={null} />
              </Region>
            )}
          </div>
          <div
            data-folded={sheetOpen || undefined}
            className={sheetOpen && !answers ? 'contents max-lg:hidden' : 'contents'}
          >
            <Region>
              {answers ? (
                <LaterRegion
                  fetchPart={answerPanel}
                  failed={room.answersFailed}
                  fallback={
                    <div className={classNames(answerPanelFrame, 'h-54 lg:h-48')} aria-hidden="true" />
                  }
                />
              ) : (
                <Questions />
              )}
            </Region>
          </div>
        </div>
        {panel && (
          <SidePanel
            key={panel}
            title={room[panel].title}
            working={panel === 'rubric'}
            takesFocus={!appeared}
            aside={
              panel === 'rubric' && (
                <Region>
                  <LaterRegion fetchPart={rubricBar} failed={room.rubric.failed} fallback={null} />
                </Region>
              )
            }
            onClose={close}
          >
            <Region>
              {panel === 'chat' ? (
                <ChatPanel />
              ) : panel === 'rubric' ? (
                <LaterRegion
                  fetchPart={rubricPanel}
                  failed={room.rubric.failed}
                  fallback={<PanelSkeleton />}
                />
              ) : (
                <div className="min-h-0 flex-1 overflow-y-auto p-4">
                  <PeopleList />
                </div>
              )}
            </Region>
          </SidePanel>
        )}
      </main>
      <div className="contents in-data-compact:hidden">
        <Region>
          <ControlBar
            panel={panel}
            hasChat={chats}
            hasPeople={role === 'interviewer' || role === 'evaluator'}
            hasRubric={rates}
            onPanel={toggle}
            unread={unread}
            onShortcuts={() => setShortcutsOpen(true)}
          />
        </Region>
      </div>
      {rates && (
        <Region>
          <LaterRegion fetchPart={rubricWatch} failed={room.rubric.failed} fallback={null} />
        </Region>
      )}
      <Region>
        <RemoteSound />
      </Region>
      <Region>
        <Announcer />
      </Region>
      <ShortcutsDialog open={shortcutsOpen} onOpenChange={setShortcutsOpen} />
    </div>
  );
}

/** M and V switch the microphone and camera. Space unmutes while it is held down. */
function useMediaKeys(): void {
  const { receiveOnly, local } = useSession();
  const { muted, toggleMicrophone, toggleCamera } = useSwitches();
  const [pressedToTalk, setPressedToTalk] = useState(false);
  const talk = (talking: boolean) => {
    // Releasing Space mutes the microphone only if pressing Space unmuted it.
    if (talking ? muted : pressedToTalk) local.setMuted(!talking);
    setPressedToTalk(talking && muted);
  };
  useShortcuts(receiveOnly ? {} : { m: toggleMicrophone, v: toggleCamera });
  usePushToTalk(receiveOnly ? undefined : talk);
}

function Region({ children }: { children: ReactNode }) {
  return <ErrorBoundary fallback={retry => <FailedPart onRetry={retry} />}>{children}</ErrorBoundary>;
}

function FailedPart({ onRetry }: { onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex min-h-0 flex-1 flex-wrap items-center justify-center gap-3 rounded-card bg-surface p-4 text-center text-sm"
    >
      <p>{room.partFailed}</p>
      <Button icon={RotateCw} onClick={onRetry}>
        {uiTexts.tryAgain}
      </Button>
    </div>
  );
}

/** Keeps the screen on. Takes a new lock when the page reappears, because hiding the page ends the lock. */
function useStayAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let gone = false;
    const take = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      try {
        lock = await navigator.wakeLock.request('screen');
        if (gone) await lock.release();
      } catch {
        // Browsers refuse the lock when the battery is low.
      }
    };
    void take();
    document.addEventListener('visibilitychange', take);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, []);
}
