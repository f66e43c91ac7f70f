import { Mic, Video } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { audioAwake, LevelMeter } from '../../core/audio.ts';
import { thisBrowser } from '../../core/browserName.ts';
import type { CaptureKind, DeviceProblem } from '../../core/deviceManager.ts';
import { type LocalSource, trackOf } from '../../core/localMedia.ts';
import { Store } from '../../core/store.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { CheckRow, type CheckStatus } from './Checks.tsx';

type CaptureCheckProps = { kind: CaptureKind; skipped: boolean; onSkip: (skipped: boolean) => void };

export function CaptureCheck({ kind, skipped, onSkip }: CaptureCheckProps) {
  const { local } = useSession();
  const sources = useStore(local.sources);
  const source = sources[kind];
  const track = trackOf(source);
  const [heard, setHeard] = useState<MediaStreamTrack>();
  const quiet = kind === 'microphone' && heard !== track;
  const problem = source.state === 'off' ? source.problem : undefined;
  const Icon = kind === 'camera' ? Video : Mic;
  const retry = () => {
    onSkip(false);
    void local.start(kind);
  };
  return (
    <CheckRow
      icon={Icon}
      title={prejoin.checks[kind]}
      status={statusOf(source, { skipped, quiet })}
      note={<Note kind={kind} source={source} skipped={skipped} quiet={quiet} />}
      action={
        source.state === 'off' &&
        (skipped || !problem) && (
          <Button size="sm" onClick={retry}>
            {prejoin.checks.switchOn}
          </Button>
        )
      }
    >
      {problem && !skipped && (
        <DeviceHelp
          kind={kind}
          problem={problem}
          stepsShown={kind === 'microphone' && isDenied(sources.camera)}
          onRetry={retry}
          onGoWithout={() => onSkip(true)}
        />
      )}
      {source.state === 'on' && kind === 'microphone' && (
        <LevelBar track={track} onHeard={() => setHeard(track)} />
      )}
      {source.state === 'on' && <Picker kind={kind} />}
    </CheckRow>
  );
}

type NoteProps = { kind: CaptureKind; source: LocalSource; skipped: boolean; quiet: boolean };

function Note({ kind, source, skipped, quiet }: NoteProps) {
  const awake = useStore(audioAwake);
  const { checks } = prejoin;
  const { client } = useSession();
  const practices = useStore(client.view)?.practice !== undefined;
  if (source.state === 'starting') return checks.asking;
  if (source.state === 'on') {
    if (source.interrupted) return checks.interrupted;
    if (kind === 'camera') return checks.cameraOk;
    return !quiet ? checks.microphoneOk : awake ? checks.microphoneQuiet : checks.microphoneAsleep;
  }
  if (skipped) return (practices ? practiceRoom : prejoin).without[kind];
  if (source.problem) return prejoin.problems[source.problem][kind];
  return kind === 'camera' ? checks.cameraOff : checks.microphoneOff;
}

function Picker({ kind }: { kind: CaptureKind }) {
  const { local, devices } = useSession();
  const { cameras, microphones, chosen } = useStore(devices.list);
  const inUse = trackOf(useStore(local.sources)[kind])?.getSettings().deviceId;
  const choices = kind === 'camera' ? cameras : microphones;
  if (choices.length === 0) return null;
  return (
    <Select
      label={kind === 'camera' ? prejoin.checks.chooseCamera : prejoin.checks.chooseMicrophone}
      hideLabel
      value={inUse ?? chosen[kind] ?? ''}
      options={choices.map(({ deviceId, label }) => ({ value: deviceId, label }))}
      onChange={event => void local.switchTo(kind, event.target.value)}
    />
  );
}

function statusOf(
  source: LocalSource,
  { skipped, quiet }: Pick<NoteProps, 'skipped' | 'quiet'>,
): CheckStatus {
  if (source.state === 'starting') return 'busy';
  if (source.state === 'on') return source.interrupted ? 'problem' : quiet ? 'open' : 'done';
  if (skipped || !source.problem) return 'skipped';
  return 'problem';
}

function isDenied(source: LocalSource): boolean {
  return source.state === 'off' && source.problem === 'denied';
}

interface DeviceHelpProps {
  kind: CaptureKind;
  problem: DeviceProblem;
  stepsShown: boolean;
  onRetry: () => void;
  onGoWithout: () => void;
}

function DeviceHelp({ kind, problem, stepsShown, onRetry, onGoWithout }: DeviceHelpProps) {
  return (
    <div className="flex flex-col gap-3">
      {problem === 'denied' && stepsShown && <p className="text-sm text-muted">{prejoin.sameSteps}</p>}
      {problem === 'denied' && !stepsShown && (
        <ol className="flex list-decimal flex-col gap-1 rounded-control bg-sunken py-3 pr-3 pl-8 text-sm marker:text-muted">
          {prejoin.allow[thisBrowser().family].map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={onRetry}>{prejoin.tryAgain}</Button>
        <Button onClick={onGoWithout}>{prejoin.goWithout[kind]}</Button>
      </div>
    </div>
  );
}

const HEARD = 0.15;

/** Shows the microphone level. Hidden from screen readers, because the level changes all the time. */
function LevelBar({ track, onHeard }: { track: MediaStreamTrack | undefined; onHeard?: () => void }) {
  const level = useLevel(track);
  const heard = useEffectEvent(() => onHeard?.());
  const loud = level > HEARD;
  useEffect(() => {
    if (loud) heard();
  }, [loud]);
  return (
    <div aria-hidden="true" className="h-1.5 w-full overflow-hidden rounded-full bg-line" data-level={level}>
      <div
        className="h-full origin-left rounded-full bg-success-fill transition-transform duration-75"
        style={{ transform: `scaleX(${level})` }}
      />
    </div>
  );
}

const SILENT = new Store(0);

function useLevel(track: MediaStreamTrack | undefined): number {
  const [level, setLevel] = useState(SILENT);
  useEffect(() => {
    if (!track) return;
    const meter = new LevelMeter(track);
    setLevel(meter.level);
    return () => {
      meter.close();
      setLevel(SILENT);
    };
  }, [track]);
  return useStore(level);
}
