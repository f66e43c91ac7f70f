import { Mic, Video } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { audioAwake, LevelMeter, soundListener } from '../../core/audio.ts';
import { thisBrowser } from '../../core/browserName.ts';
import type { CaptureKind, DeviceChoice, DeviceProblem } from '../../core/deviceManager.ts';
import { type LocalSource, trackOf } from '../../core/localMedia.ts';
import { Store } from '../../core/store.ts';
import { usePracticeOfPage } from '../../hooks/practice/practiceRoom.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useLasting } from '../../hooks/useLasting.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { CheckRow, type CheckStatus } from './Checks.tsx';

interface CaptureCheckProps {
  kind: CaptureKind;
  skipped: boolean;
  onSkip: (skipped: boolean) => void;
  /** The microphone's track from which sound was heard. */
  heard?: MediaStreamTrack | undefined;
  onHeard?: (track: MediaStreamTrack | undefined) => void;
}

export function CaptureCheck({ kind, skipped, onSkip, heard, onHeard }: CaptureCheckProps) {
  const { local } = useSession();
  const sources = useStore(local.sources);
  const source = sources[kind];
  const track = trackOf(source);
  const quiet = kind === 'microphone' && heard !== track;
  const awake = useStore(audioAwake);
  const listening = source.state === 'on' && quiet && awake && !source.muted && !source.interrupted;
  const silent = useLasting(listening, SILENT_MS);
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
      brief={kind === 'camera'}
      status={statusOf(source, { skipped, quiet, silent })}
      note={<Note kind={kind} source={source} skipped={skipped} quiet={quiet} silent={silent} />}
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
        <LevelBar track={track} onHeard={() => onHeard?.(track)} />
      )}
    </CheckRow>
  );
}

interface NoteProps {
  kind: CaptureKind;
  source: LocalSource;
  skipped: boolean;
  /** True for a microphone that hasn't been heard yet. */
  quiet: boolean;
  /** True for a microphone that has been quiet for some seconds. */
  silent: boolean;
}

function Note({ kind, source, skipped, quiet, silent }: NoteProps) {
  const awake = useStore(audioAwake);
  const { checks } = prejoin;
  const practices = usePracticeOfPage() !== undefined;
  if (source.state === 'starting') return checks.asking;
  if (source.state === 'on') {
    if (source.interrupted) return checks.interrupted;
    if (kind === 'camera') return checks.cameraOk;
    if (!quiet) return checks.microphoneOk;
    if (!awake) return checks.microphoneAsleep;
    return <span aria-live="polite">{silent ? checks.microphoneSilent : checks.microphoneQuiet}</span>;
  }
  if (skipped) return (practices ? practiceRoom : prejoin).without[kind];
  if (source.problem) return prejoin.problems[source.problem][kind];
  return kind === 'camera' ? checks.cameraOff : checks.microphoneOff;
}

/** Folded, because the devices that the browser chose are usually right. */
export function OtherDevices() {
  const { checks } = prejoin;
  const session = useSession();
  const { local, devices } = session;
  const { cameras, microphones, speakers, chosen } = useStore(devices.list);
  const { camera, microphone } = useStore(local.sources);
  const pickers = [
    { kind: 'camera', label: checks.chooseCamera, devices: cameras, source: camera },
    { kind: 'microphone', label: checks.chooseMicrophone, devices: microphones, source: microphone },
  ] as const;
  const choices = pickers.filter(one => one.source.state === 'on' && one.devices.length > 1);
  const choosesSpeaker = devices.canChooseSpeaker && speakers.length > 1;
  if (choices.length === 0 && !choosesSpeaker) return null;
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer rounded-control py-0.5 text-accent-ink hover:underline">
        {checks.chooseDevices}
      </summary>
      <div className="flex flex-col gap-3 pt-3">
        {choices.map(one => (
          <Select
            key={one.kind}
            label={one.label}
            value={trackOf(one.source)?.getSettings().deviceId ?? chosen[one.kind] ?? ''}
            options={one.devices.map(optionOf)}
            onChange={event => void local.switchTo(one.kind, event.target.value)}
          />
        ))}
        {choosesSpeaker && (
          <Select
            label={checks.chooseSpeaker}
            value={chosen.speaker ?? ''}
            options={[{ value: '', label: checks.systemSpeaker }, ...speakers.map(optionOf)]}
            onChange={event => session.chooseSpeaker(event.target.value)}
          />
        )}
      </div>
    </details>
  );
}

function optionOf({ deviceId, label }: DeviceChoice): { value: string; label: string } {
  return { value: deviceId, label };
}

function statusOf(
  source: LocalSource,
  { skipped, quiet, silent }: Pick<NoteProps, 'skipped' | 'quiet' | 'silent'>,
): CheckStatus {
  if (source.state === 'starting') return 'busy';
  if (source.state === 'on') return source.interrupted || silent ? 'problem' : quiet ? 'open' : 'done';
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

/** After this time without sound, the page says what to check. */
const SILENT_MS = 7_000;

/** Shows the microphone level. Hidden from screen readers, because the level changes all the time. */
function LevelBar({ track, onHeard }: { track: MediaStreamTrack | undefined; onHeard: () => void }) {
  const level = useLevel(track, onHeard);
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

function useLevel(track: MediaStreamTrack | undefined, onHeard: () => void): number {
  const [level, setLevel] = useState(SILENT);
  const heard = useEffectEvent(onHeard);
  useEffect(() => {
    if (!track) return;
    const meter = new LevelMeter(track, soundListener(heard));
    setLevel(meter.level);
    return () => {
      meter.close();
      setLevel(SILENT);
    };
  }, [track]);
  return useStore(level);
}
