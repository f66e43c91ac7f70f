import { createRoot, type Root } from 'react-dom/client';
import { ToastRegion } from '../../../client/components/ui/ToastRegion.tsx';
import { startTheme } from '../../../client/core/theme.ts';
import { SessionContext } from '../../../client/hooks/room/session.ts';
import { Scoring } from '../../../client/screens/scoring/Scoring.tsx';
import '../../../client/styles/main.css';
import { madeUpRater, type RaterScene, type Sent } from './madeUpRater.ts';

/** What an evaluator's link shows after the call, with a made-up interview. */
export interface ReviewPage {
  show: (scene: RaterScene) => void;
  /** Commands since the scene started. */
  sent: () => readonly Sent[];
}

declare global {
  interface Window {
    reviewPage: ReviewPage;
  }
}

startTheme();
const element = document.getElementById('root');
if (!element) throw new Error('index.html has lost its #root.');
let root: Root | undefined;
let shown: ReturnType<typeof madeUpRater> | undefined;

window.reviewPage = {
  show: scene => {
    root?.unmount();
    root = createRoot(element);
    shown = madeUpRater(scene);
    root.render(
      <>
        <SessionContext value={shown.session}>
          <Scoring inConsole={scene.inConsole ?? false} />
        </SessionContext>
        <ToastRegion />
      </>,
    );
  },
  sent: () => shown?.sent ?? [],
};
