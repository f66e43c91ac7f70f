import { useEffect, useState } from 'react';
import type { DeviceCheck, Setup } from '../../../shared/interview/setup.ts';
import { startStage } from '../../../shared/interview/startWindow.ts';
import { thisBrowser } from '../../core/browserName.ts';
import type { CaptureKind } from '../../core/deviceManager.ts';
import type { LocalSource } from '../../core/localMedia.ts';
import { tabData } from '../../core/safeStorage.ts';
import { ownSeat } from '../../core/seats.ts';
import { useSession } from './session.ts';
import { useStore } from './useStore.ts';

/** Changes come in bursts while devices start; one report for each burst is enough. */
const SETTLE_MS = 350;

interface SetupChoices {
  speaker: Setup['speaker'];
  withoutCamera: boolean;
  withoutMicrophone: boolean;
  ready: boolean;
}

/** Lets the staff see how far this person has come, so that they can help. */
export function useSetupReport(choices: SetupChoices): void {
  const { client, local, connectionTest } = useSession();
  const { camera, microphone } = useStore(local.sources);
  const { result, roundTripMs } = useStore(connectionTest.state);
  const setup: Setup = {
    browser: thisBrowser().label,
    camera: checkOf(camera, choices.withoutCamera),
    microphone: checkOf(microphone, choices.withoutMicrophone),
    speaker: choices.speaker,
    connection: result,
    ready: choices.ready,
    ...(roundTripMs !== undefined && { roundTripMs }),
  };
  const text = JSON.stringify(setup);
  useEffect(() => {
    const timer = window.setTimeout(
      () => {
        // A report that is refused (the interview has just ended) has no reader any more.
        client.command('setup.report', { setup: JSON.parse(text) as Setup }).catch(() => undefined);
      },
      choices.ready ? 0 : SETTLE_MS,
    );
    return () => window.clearTimeout(timer);
  }, [client, text, choices.ready]);
}

/** A person who goes in before the connection test is over still lets the staff know how it ended. */
export function useLateConnectionReport(): void {
  const { client, connectionTest, place } = useSession();
  const { result, roundTripMs } = useStore(connectionTest.state);
  const view = useStore(client.view);
  const reported = view && ownSeat(view)?.setup;
  const late = useStore(place) === 'entered' && reported?.connection === 'testing' && result !== 'testing';
  const text = late
    ? JSON.stringify({ ...reported, connection: result, ...(roundTripMs !== undefined && { roundTripMs }) })
    : undefined;
  useEffect(() => {
    // Refused only when the interview has just ended, and then no one reads it.
    if (text) client.command('setup.report', { setup: JSON.parse(text) as Setup }).catch(() => undefined);
  }, [client, text]);
}

function checkOf(source: LocalSource, skipped: boolean): DeviceCheck {
  if (source.state === 'on') return 'ok';
  if (skipped) return 'skipped';
  if (source.state === 'starting' || !source.problem) return 'unchecked';
  switch (source.problem) {
    case 'denied':
    case 'denied-by-system':
      return 'denied';
    case 'busy':
      return 'busy';
    default:
      return 'missing';
  }
}

/** The longest that a timer of a browser can wait. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Whether the candidate of this page can start the interview now. For everybody else always `open`. */
export function useStartStage(): ReturnType<typeof startStage> {
  const { client, pass } = useSession();
  const view = useStore(client.view);
  const [lookedAt, setLookedAt] = useState(0);
  const bound = pass.details.role === 'candidate' && view?.openedAt === undefined ? view?.window : undefined;
  const stage = startStage({ window: bound }, client.serverNow());
  const next = stage === 'early' ? bound?.opensAt : stage === 'open' ? bound?.closesAt : undefined;
  useEffect(() => {
    if (next === undefined) return undefined;
    // A timer that fires too early sets the next one.
    const waitMs = next - Math.max(lookedAt, client.serverNow());
    const timer = window.setTimeout(
      () => setLookedAt(client.serverNow()),
      Math.min(Math.max(1, waitMs), LONGEST_WAIT_MS),
    );
    return () => window.clearTimeout(timer);
  }, [next, client, lookedAt]);
  return stage;
}

/** Whether someone has said that they go without this device. The tab remembers it, so that after a reload one press leads back in. */
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
