import { useEffect, useState } from 'react';
import type { DeviceCheck, Setup } from '../../../shared/interview/setup.ts';
import { type StartWindow, startStatus } from '../../../shared/interview/startWindow.ts';
import { isHere } from '../../../shared/interview/state.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { LevelMeter, soundListener } from '../../core/audio.ts';
import { thisBrowser } from '../../core/browserName.ts';
import type { CaptureKind, DeviceProblem } from '../../core/deviceManager.ts';
import { type LocalSource, trackOf } from '../../core/localMedia.ts';
import { tabData } from '../../core/safeStorage.ts';
import { ownSeat } from '../../core/seats.ts';
import { useSession } from './session.ts';
import { useStore } from './useStore.ts';

/** A report waits this long for further changes, because devices cause several changes when they start. */
const SETTLE_MS = 350;

interface SetupChoices {
  speaker: Setup['speaker'];
  withoutCamera: boolean;
  withoutMicrophone: boolean;
  /** The microphone's track from which the page has heard sound. */
  heard: MediaStreamTrack | undefined;
  ready: boolean;
}

/** Reports the person's setup to the server, so that staff can help. */
export function useSetupReport(choices: SetupChoices): void {
  const { client, local, connectionTest } = useSession();
  const { camera, microphone } = useStore(local.sources);
  const { result, roundTripMs } = useStore(connectionTest.state);
  const setup: Setup = {
    browser: thisBrowser().label,
    camera: checkOf(camera, choices.withoutCamera),
    microphone: isUnheard(microphone, choices.heard)
      ? 'unchecked'
      : checkOf(microphone, choices.withoutMicrophone),
    speaker: choices.speaker,
    connection: result,
    ready: choices.ready,
    ...(roundTripMs !== undefined && { roundTripMs }),
  };
  const text = JSON.stringify(setup);
  useEffect(() => {
    const timer = window.setTimeout(
      () => {
        // Ignores errors, because a report is refused only if the interview has just ended.
        client.command('setup.report', { setup: JSON.parse(text) as Setup }).catch(() => undefined);
      },
      choices.ready ? 0 : SETTLE_MS,
    );
    return () => window.clearTimeout(timer);
  }, [client, text, choices.ready]);
}

/**
 * Reports what is known only after the person joined: the result of a connection test that was still running,
 * and that the microphone works because the waiting room has heard it.
 */
export function useLateReport(): void {
  const { client, connectionTest, local, pageState } = useSession();
  const { result, roundTripMs } = useStore(connectionTest.state);
  const { microphone } = useStore(local.sources);
  const view = useStore(client.view);
  const own = view && ownSeat(view);
  const reported = useStore(pageState) === 'entered' ? own?.setup : undefined;
  const isLate = reported?.connection === 'testing' && result !== 'testing';
  const awaitsSound = reported && own?.presence === 'waiting' && reported.microphone !== 'ok';
  const isHeard = useHeard(awaitsSound ? trackOf(microphone) : undefined);
  const text =
    isLate || isHeard
      ? JSON.stringify({
          ...reported,
          ...(isLate && { connection: result, ...(roundTripMs !== undefined && { roundTripMs }) }),
          ...(isHeard && { microphone: 'ok' }),
        })
      : undefined;
  useEffect(() => {
    if (text) client.command('setup.report', { setup: JSON.parse(text) as Setup }).catch(() => undefined);
  }, [client, text]);
}

/** Returns whether the track has sent sound. */
function useHeard(track: MediaStreamTrack | undefined): boolean {
  const [heard, setHeard] = useState<MediaStreamTrack>();
  useEffect(() => {
    if (!track) return;
    const meter = new LevelMeter(
      track,
      soundListener(() => setHeard(track)),
    );
    return () => meter.close();
  }, [track]);
  return track !== undefined && track === heard;
}

/** True for a microphone that is on and hasn't sent a sound yet, so it may be the wrong one. */
function isUnheard(microphone: LocalSource, heard: MediaStreamTrack | undefined): boolean {
  return microphone.state === 'on' && trackOf(microphone) !== heard;
}

function checkOf(source: LocalSource, skipped: boolean): DeviceCheck {
  if (source.state === 'on') return 'ok';
  if (skipped) return 'skipped';
  if (source.state === 'starting' || !source.problem) return 'unchecked';
  return CHECKS[source.problem] ?? 'missing';
}

const CHECKS: Partial<Record<DeviceProblem, DeviceCheck>> = {
  denied: 'denied',
  'denied-by-system': 'denied',
  busy: 'busy',
};

const LONGEST_WAIT_MS = 2 ** 31 - 1;

type StartStatus = { status: ReturnType<typeof startStatus>; opensAt: number | undefined };

/** Returns whether the person can join now. Only candidates can be early or late. */
export function useStartWindow(): StartStatus {
  const { client, pass } = useSession();
  const view = useStore(client.view);
  const [checkedAt, setCheckedAt] = useState(0);
  const bound = pass.details.role === 'candidate' && view ? boundOf(view) : undefined;
  const status = startStatus({ window: bound }, client.serverNow());
  const next = status === 'early' ? bound?.opensAt : status === 'open' ? bound?.closesAt : undefined;
  useEffect(() => {
    if (next === undefined) return undefined;
    // If the timer fires before `next`, `checkedAt` changes, and this effect sets another timer.
    const waitMs = next - Math.max(checkedAt, client.serverNow());
    const timer = window.setTimeout(
      () => setCheckedAt(client.serverNow()),
      Math.min(Math.max(1, waitMs), LONGEST_WAIT_MS),
    );
    return () => window.clearTimeout(timer);
  }, [next, client, checkedAt]);
  return { status, opensAt: bound?.opensAt };
}

/** How early candidates can wait: long enough to try a new interview, and not for days. */
const WAITING_OPENS_BEFORE_MS = 2 * 60 * 60_000;

/** Without a virtual recruiter, candidates can join two hours before, or when an interviewer is here. */
function boundOf(view: InterviewView): StartWindow | undefined {
  if (view.openedAt !== undefined) return undefined;
  if (view.recruiter) return view.window;
  if (Object.values(view.seats).some(seat => seat.role === 'interviewer' && isHere(seat))) return undefined;
  return { opensAt: view.scheduledAt - WAITING_OPENS_BEFORE_MS, closesAt: Number.POSITIVE_INFINITY };
}

/** Returns whether the person chose to join without this device. The choice survives a reload of the tab. */
export function useGoesWithout(kind: CaptureKind): [goes: boolean, say: (goes: boolean) => void] {
  const { seatId } = useSession().pass.details;
  const key = `vivavoce.without.${kind}.${seatId}`;
  const [goes, setGoes] = useState(() => tabData.read(key) !== undefined);
  const say = (next: boolean) => {
    if (next) tabData.write(key, 'yes');
    else tabData.remove(key);
    setGoes(next);
  };
  return [goes, say];
}

/** Returns the devices that don't work, except those that the person chose to go without. */
export function useFailedDevices(without: Record<CaptureKind, boolean>): readonly CaptureKind[] {
  const { local, receiveOnly } = useSession();
  const sources = useStore(local.sources);
  if (receiveOnly) return [];
  return (['camera', 'microphone'] as const).filter(kind => {
    const source = sources[kind];
    return source.state === 'off' && source.problem && !without[kind];
  });
}
