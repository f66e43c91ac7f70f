import path from 'node:path';
import { type Browser, firefox } from 'playwright-core';
import type { Persona } from './personas.ts';
import { Program } from './program.ts';
import { type TemporaryFolder, temporaryFolder } from './temporaryFolder.ts';

const DEFAULT_BINARY = '/usr/bin/firefox-esr';

/** Without an output device, no `AudioContext` runs in Firefox. This one is silent, and ends automatically when a run is killed. */
const SOUND_SERVER = [
  '-n',
  '--daemonize=no',
  '--exit-idle-time=120',
  '--use-pid-file=no',
  '--load=module-null-sink sink_name=loudspeaker',
];

/**
 * Starts stock Firefox over WebDriver BiDi with an output device of its own. Its camera is Firefox's fake one, and its microphone plays the
 * persona's tone; without a persona there are no devices. After the browser is closed, removing the folder also ends the output device.
 */
export async function launchFirefox(
  persona?: Persona,
): Promise<{ browser: Browser; folder: TemporaryFolder }> {
  await using cleanUp = new AsyncDisposableStack();
  const folder = cleanUp.use(await temporaryFolder('firefox'));
  const socket = path.join(folder.path, 'sound');
  const sound = new Program({
    command: 'pulseaudio',
    args: [...SOUND_SERVER, `--load=module-native-protocol-unix auth-anonymous=1 socket=${socket}`, '-v'],
    env: {
      ...process.env,
      HOME: folder.path,
      PULSE_RUNTIME_PATH: path.join(folder.path, 'run'),
      PULSE_STATE_PATH: path.join(folder.path, 'state'),
    },
  });
  cleanUp.defer(() => sound.kill());
  await sound.waitForOutput(/Daemon startup complete/);
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: process.env.FIREFOX_BIN ?? DEFAULT_BINARY,
    headless: true,
    env: { ...process.env, HOME: folder.path, PULSE_SERVER: `unix:${socket}` },
    firefoxUserPrefs: {
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
      'media.navigator.permission.disabled': true,
      'media.navigator.streams.fake': persona !== undefined,
      'media.navigator.audio.fake_frequency': persona?.toneHz ?? 0,
      // Announces addresses instead of mDNS names, which don't resolve here.
      'media.peerconnection.ice.obfuscate_host_addresses': false,
    },
  });
  const closers = cleanUp.move();
  const remove = () => closers.disposeAsync();
  return { browser, folder: { path: folder.path, remove, [Symbol.asyncDispose]: remove } };
}
