import '../../../client/styles/main.css';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { ToastRegion } from '../../../client/components/ui/ToastRegion.tsx';
import { startTheme } from '../../../client/core/theme.ts';
import { toasts } from '../../../client/core/toast.ts';
import {
  AttemptContext,
  type Practiced,
  PracticedContext,
  PreparingContext,
} from '../../../client/hooks/practice/practiceRoom.ts';
import { SessionContext } from '../../../client/hooks/room/session.ts';
import { InterviewPages } from '../../../client/screens/join/InterviewPages.tsx';
import { PreJoin } from '../../../client/screens/join/PreJoin.tsx';
import { Waiting } from '../../../client/screens/join/Waiting.tsx';
import { Room } from '../../../client/screens/room/Room.tsx';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { Practice } from '../../../shared/practice/practice.ts';
import { type MadeUp, madeUpSession, type Sent } from './madeUpSession.ts';

export interface Scene extends MadeUp {
  screen: 'room' | 'waiting' | 'ended' | 'prejoin';
  /** What the page itself has started, in practice. */
  attempt?: Practice;
  /** What the offer says about it. */
  practiced?: Practiced;
  /** How far the recruiter's first lines are rendered; absent: they are ready. */
  preparing?: number;
}

/** The candidate's screens with made-up views: no server, no media. */
export interface RecruiterPage {
  show: (scene: Scene) => void;
  /** Renders another view of the scene synchronously, as a patch would. */
  change: (view: InterviewView) => void;
  /** The recruiter's first lines are ready. */
  prepared: () => void;
  /** Answers the commands of a scene with `unanswered`. */
  answer: () => void;
  /** Unmounts the scene. */
  leave: () => void;
  /** Commands since the scene started. */
  sent: () => readonly Sent[];
  /** Drafts that the page has saved on the server. */
  saved: () => readonly unknown[];
  /** Number of toasts, in any scene. */
  toasts: () => number;
}

declare global {
  interface Window {
    recruiterPage: RecruiterPage;
  }
}

startTheme();
const element = document.getElementById('root');
if (!element) throw new Error('index.html has lost its #root.');
let root: Root | undefined;
let shown: ReturnType<typeof madeUpSession> | undefined;

function leave(): void {
  root?.unmount();
  shown?.end();
}

/** Where a practice leads next. */
const ONWARD = {
  words: 'Onward',
  follow: () => {
    document.title = 'Followed';
  },
};

function render(scene: Scene, session: ReturnType<typeof madeUpSession>['session']): void {
  const room = (
    <PreparingContext value={scene.preparing}>
      <PracticedContext value={scene.practiced}>
        <AttemptContext value={scene.attempt}>
          <SessionContext value={session}>
            {scene.screen === 'room' ? (
              <Room />
            ) : scene.screen === 'waiting' ? (
              <Waiting />
            ) : scene.screen === 'prejoin' ? (
              <PreJoin />
            ) : (
              <InterviewPages onward={scene.view.practice && ONWARD} />
            )}
            <ToastRegion />
          </SessionContext>
        </AttemptContext>
      </PracticedContext>
    </PreparingContext>
  );
  flushSync(() => root?.render(room));
}

let prepared = () => {};

window.recruiterPage = {
  show: scene => {
    leave();
    root = createRoot(element);
    shown = madeUpSession(scene);
    const { session } = shown;
    render(scene, session);
    const { preparing: _ready, ...ready } = scene;
    prepared = () => render(ready, session);
  },
  prepared: () => prepared(),
  change: view => flushSync(() => shown?.view.set(view)),
  answer: () => shown?.answer(),
  leave,
  sent: () => shown?.sent ?? [],
  saved: () => shown?.saved ?? [],
  toasts: () => toasts.get().length,
};
