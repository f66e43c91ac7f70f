import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import type { CaptureKind } from '../../core/deviceManager.ts';
import { trackOf } from '../../core/localMedia.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { OwnVideo } from '../room/MediaElements.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Spinner } from '../ui/Spinner.tsx';

interface SelfPreviewProps {
  name: string;
  /** Devices that don't work. Their buttons look like errors; those of devices that are only off don't. */
  failed: readonly CaptureKind[];
  className?: string;
}

export function SelfPreview({ name, failed, className }: SelfPreviewProps) {
  const { preview } = prejoin;
  const { local } = useSession();
  const { camera, microphone } = useStore(local.sources);
  const track = trackOf(camera);
  const muted = microphone.state === 'on' && microphone.muted;
  const silent = microphone.state !== 'on' || muted;
  return (
    <div
      data-theme="dark"
      className={classNames('relative overflow-hidden rounded-card bg-sunken text-ink', className)}
    >
      {track ? (
        <OwnVideo track={track} label={preview.label} />
      ) : (
        <div className="flex h-full flex-col items-center justify-center gap-3 p-3 sm:pb-14">
          {camera.state === 'starting' ? (
            <Spinner label={preview.starting} />
          ) : (
            <>
              <span className="contents short:hidden low:hidden">
                <Avatar name={name} size="lg" />
              </span>
              <p className="text-sm text-muted">{preview.off}</p>
            </>
          )}
        </div>
      )}
      <div className="absolute inset-x-0 bottom-0 flex items-end justify-between gap-3 p-3 sm:justify-center sm:bg-linear-to-t sm:from-black/60 sm:to-transparent sm:pt-10">
        <IconButton
          size="lg"
          label={silent ? preview.unmute : preview.mute}
          className={switchStyle(silent, failed.includes('microphone'))}
          icon={silent ? MicOff : Mic}
          onClick={() =>
            microphone.state === 'on' ? local.setMuted(!muted) : void local.start('microphone')
          }
        />
        <IconButton
          size="lg"
          label={track ? preview.cameraOff : preview.cameraOn}
          className={switchStyle(!track, failed.includes('camera'))}
          icon={track ? Video : VideoOff}
          onClick={() => (track ? local.stop('camera') : void local.start('camera'))}
        />
      </div>
    </div>
  );
}

function switchStyle(off: boolean, failed: boolean): string {
  return classNames(
    'rounded-full!',
    failed
      ? 'bg-danger! text-on-danger!'
      : off
        ? 'bg-ink! text-canvas! hover:bg-white!'
        : 'bg-raised/85! text-ink! hover:bg-raised!',
  );
}
