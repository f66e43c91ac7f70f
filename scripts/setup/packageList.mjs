// Packages that Vivavoce needs from the operating system, and how to detect them. Any working
// installation is accepted; the package names are those of Debian.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isDebian } from './debian.mjs';

/**
 * @typedef {object} SystemPackage
 * @property {string} debian        the package's name in Debian
 * @property {string} [brew]        its name in Homebrew
 * @property {() => boolean} isPresent
 */

/** @type {SystemPackage[]} */
export const START_PACKAGES = [
  { debian: 'ffmpeg', brew: 'ffmpeg', isPresent: () => isOnPath('ffmpeg') && isOnPath('ffprobe') },
];

/** @type {SystemPackage[]} */
export const TEST_PACKAGES = [
  ...START_PACKAGES,
  {
    debian: 'chromium',
    brew: '--cask chromium',
    isPresent: () =>
      ['chromium', 'chromium-browser', 'google-chrome'].some(isOnPath) || hasMacApplication('Chromium'),
  },
  // Page tests need less processor time in it; other systems use Chromium.
  {
    debian: 'chromium-headless-shell',
    isPresent: () => process.platform !== 'linux' || isOnPath('chromium-headless-shell'),
  },
  { debian: 'firefox-esr', brew: '--cask firefox', isPresent: hasCurrentFirefox },
  // Firefox runs no AudioContext without an audio device.
  { debian: 'pulseaudio', brew: 'pulseaudio', isPresent: () => isOnPath('pulseaudio') },
  { debian: 'redis-server', brew: 'redis', isPresent: () => isOnPath('redis-server') },
  { debian: 'postgresql', brew: 'postgresql', isPresent: () => isOnPath('postgres') || hasDebianPostgres() },
  // Reads PDF files in tests.
  {
    debian: 'poppler-utils',
    brew: 'poppler',
    isPresent: () => ['pdfinfo', 'pdffonts', 'pdftotext', 'pdftoppm'].every(isOnPath),
  },
  { debian: 'fonts-liberation', isPresent: () => process.platform !== 'linux' || hasAnyFont() },
  // Human speech in English with known words, and in German. Other systems have no such packages, and skip the tests
  // that need them.
  {
    debian: 'asterisk-core-sounds-en-wav',
    isPresent: () => !isDebian() || hasPrompt('en_US_f_Allison/agent-pass.wav'),
  },
  { debian: 'asterisk-prompt-de', isPresent: () => !isDebian() || hasPrompt('de/agent-pass.gsm') },
];

/** @type {SystemPackage[]} */
export const WORKER_BUILD_PACKAGES = [
  // pkg-config comes first, because it detects the libraries.
  { debian: 'pkg-config', isPresent: () => isOnPath('pkg-config') },
  { debian: 'meson', isPresent: () => isOnPath('meson') },
  { debian: 'ninja-build', isPresent: () => isOnPath('ninja') },
  { debian: 'g++', isPresent: () => isOnPath('c++') && isOnPath('cc') },
  { debian: 'libuv1-dev', isPresent: () => hasLibrary('libuv') },
  { debian: 'libssl-dev', isPresent: () => hasLibrary('libssl') },
  { debian: 'libsrtp2-dev', isPresent: () => hasLibrary('libsrtp2') },
  { debian: 'flatbuffers-compiler', isPresent: () => isOnPath('flatc') },
  { debian: 'libflatbuffers-dev', isPresent: () => hasLibrary('flatbuffers') },
  { debian: 'libabsl-dev', isPresent: () => hasLibrary('absl_inlined_vector') },
];

function isOnPath(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some(folder => folder !== '' && isExecutable(join(folder, program)));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** First version with the WebDriver BiDi commands that the tests use. */
const FIREFOX_MIN = 153;

function hasCurrentFirefox() {
  const binary = process.env.FIREFOX_BIN ?? 'firefox-esr';
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return Number(/Firefox (\d+)/.exec(stdout ?? '')?.[1]) >= FIREFOX_MIN;
}

function hasLibrary(name) {
  return spawnSync('pkg-config', ['--exists', name], { stdio: 'ignore' }).status === 0;
}

/** Debian installs PostgreSQL's executables outside of PATH, in one folder per version. */
function hasDebianPostgres() {
  const parent = '/usr/lib/postgresql';
  return (
    existsSync(parent) &&
    readdirSync(parent).some(version => isExecutable(join(parent, version, 'bin', 'postgres')))
  );
}

function hasMacApplication(name) {
  return process.platform === 'darwin' && existsSync(`/Applications/${name}.app`);
}

function hasPrompt(file) {
  return existsSync(join('/usr/share/asterisk/sounds', file));
}

/** Without any font, a browser draws boxes, and tests measure wrong text sizes. */
function hasAnyFont() {
  const parent = '/usr/share/fonts';
  return ['truetype', 'opentype', 'liberation', 'TTF', 'google-noto'].some(folder => {
    const path = join(parent, folder);
    return existsSync(path) && readdirSync(path).length > 0;
  });
}
