import type { CaptureKind } from '../../core/deviceManager.ts';
import { toast } from '../../core/toast.ts';
import { captureProblems, screenProblems } from '../../texts/devices.ts';
import { useSession } from './session.ts';
import { useStore } from './useStore.ts';

export function useSwitches() {
  const { local } = useSession();
  const { camera, microphone, screen } = useStore(local.sources);
  const muted = microphone.state === 'on' && microphone.muted;
  const start = async (kind: CaptureKind) => {
    await local.start(kind);
    const source = local.sources.get()[kind];
    if (source.state === 'off' && source.problem)
      toast.error(captureProblems[kind], captureProblems[source.problem]);
  };
  const share = async () => {
    await local.startScreen();
    const { screen } = local.sources.get();
    if (screen.state === 'off' && screen.problem)
      toast.error(screenProblems.title, screenProblems[screen.problem]);
  };
  return {
    camera,
    microphone,
    screen,
    muted,
    audible: microphone.state === 'on' && !muted,
    toggleMicrophone: () => {
      if (microphone.state === 'on') local.setMuted(!muted);
      else if (microphone.state === 'off') void start('microphone');
    },
    toggleCamera: () => {
      if (camera.state === 'on') local.stop('camera');
      else if (camera.state === 'off') void start('camera');
    },
    toggleScreen: () => {
      if (screen.state === 'off') void share();
      else local.stopScreen();
    },
  };
}
