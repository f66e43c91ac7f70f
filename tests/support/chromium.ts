import { existsSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type CameraFormat, SMALL_CAMERA, writeCaptureFiles } from './captureFiles.ts';
import { launchFirefox } from './firefox.ts';
import type { ParticipantNetwork } from './participantNetwork.ts';
import type { Persona } from './personas.ts';
import type { Sound } from './spoken/sound.ts';
import { toWav } from './spoken/wav.ts';
import { type TemporaryFolder, temporaryFolder } from './temporaryFolder.ts';

const CANDIDATE_BINARIES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  `--disable-features=${[
    // Tests use loopback and namespace addresses; mDNS names would hide them.
    'WebRtcHideLocalIpsWithMdns',
    // The address bar's suggestions are two more pages in each window, which cost more than an empty page of ours.
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
  ]}`,
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** Most tests expect sound without a gesture. */
const NO_AUTOPLAY_RULES = '--autoplay-policy=no-user-gesture-required';
/** The default of Chromium with a window; headless has no autoplay rules. */
const AUTOPLAY_RULES = '--autoplay-policy=document-user-activation-required';

declare global {
  interface Window {
    /** What the content security policy refused on this page. */
    refusedByPolicy: string[];
  }
}

export interface BrowserOptions {
  /** Whose picture and voice the devices have; absent: no devices. */
  persona?: Persona;
  camera?: CameraFormat;
  /** Looped by the microphone, instead of the persona's tone. */
  microphone?: Sound;
  /** Several cameras and microphones. The cameras are Chromium's own and look alike; all microphones have the persona's voice. */
  severalOfEach?: boolean;
  /** Absent: the machine's own network. */
  network?: ParticipantNetwork;
  /** Uses Chromium's headless shell where it is installed, which takes a quarter less work. */
  headlessShell?: true;
  /** Chromium's default autoplay rules: no sound before the first gesture. */
  autoplayRules?: true;
  /** Firefox instead of Chromium: with its own fake camera, in the machine's network. */
  firefox?: true;
}

export interface PageOptions {
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  /** A phone's browser: touch instead of mouse. */
  phone?: boolean;
  /** Pages run no scripts. */
  withoutScripts?: boolean;
}

/** A real browser, Chromium by default, with its own devices. Capture files belong to a process, so each sender has a browser. */
export class TestBrowser implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #folder: TemporaryFolder;

  static async launch(options: BrowserOptions = {}): Promise<TestBrowser> {
    if (options.firefox) {
      const { browser, folder } = await launchFirefox(options.persona);
      return new TestBrowser(browser, folder);
    }
    await using cleanUp = new AsyncDisposableStack();
    const folder = cleanUp.use(await temporaryFolder('browser'));
    const flags = [...FLAGS, options.autoplayRules ? AUTOPLAY_RULES : NO_AUTOPLAY_RULES];
    if (options.persona) {
      const files = await writeCaptureFiles(folder.path, options.persona, options.camera ?? SMALL_CAMERA);
      if (options.microphone) await writeFile(files.microphoneFile, toWav(options.microphone));
      flags.push(
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-audio-capture=${files.microphoneFile}`,
        ...(options.severalOfEach
          ? ['--use-fake-device-for-media-stream=device-count=3,fps=15']
          : ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${files.cameraFile}`]),
      );
    }
    const chosen = chromiumBinary(options);
    const binary = options.network ? await options.network.wrap(chosen) : chosen;
    const browser = await chromium.launch({ executablePath: binary, args: flags, headless: true });
    cleanUp.move();
    return new TestBrowser(browser, folder);
  }

  private constructor(browser: Browser, folder: TemporaryFolder) {
    this.#browser = browser;
    this.#folder = folder;
  }

  /** Opens a context of its own: shares no cookies or storage with others. */
  async newContext(options: PageOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      viewport: options.viewport ?? { width: 1_440, height: 900 },
      colorScheme: options.colorScheme ?? 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      javaScriptEnabled: !options.withoutScripts,
      ...(options.phone && { isMobile: true, hasTouch: true, deviceScaleFactor: 2 }),
    });
    await context.addInitScript(noteRefusals);
    return context;
  }

  async newPage(options: PageOptions = {}): Promise<Page> {
    return (await this.newContext(options)).newPage();
  }

  get isConnected(): boolean {
    return this.#browser.isConnected();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#folder.remove();
  }

  /** For the end of the process, when nothing asynchronous can run. */
  removeFilesNow(): void {
    rmSync(this.#folder.path, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function noteRefusals(): void {
  const refused: string[] = [];
  window.refusedByPolicy = refused;
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
    refused.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
  );
}

function chromiumBinary({ headlessShell }: BrowserOptions): string {
  const candidates = headlessShell ? [HEADLESS_SHELL, ...CANDIDATE_BINARIES] : CANDIDATE_BINARIES;
  const binary = process.env.CHROMIUM_BIN ?? candidates.find(path => existsSync(path));
  if (!binary)
    throw new Error('There is no Chromium: install it (apt-get install chromium) or set CHROMIUM_BIN.');
  return binary;
}
