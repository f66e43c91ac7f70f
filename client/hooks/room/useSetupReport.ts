import { useEffect } from 'react';
import type { DeviceCheck, Setup } from '../../../shared/interview/setup.ts';
import { thisBrowser } from '../../core/browserName.ts';
import type { LocalSource } from '../../core/localMedia.ts';
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
