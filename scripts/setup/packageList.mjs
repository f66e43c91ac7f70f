// What Vivavoce takes from the operating system, and how to see that it is there.
// Whatever works is accepted, wherever it comes from; the package names are for
// Debian and its relatives.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {object} SystemPackage
 * @property {string} debian        the package's name there
 * @property {string} [brew]        and in Homebrew
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
  // Pages are tested in it with less work; elsewhere Chromium itself does.
  {
    debian: 'chromium-headless-shell',
    isPresent: () => process.platform !== 'linux' || isOnPath('chromium-headless-shell'),
  },
  { debian: 'firefox-esr', brew: '--cask firefox', isPresent: hasCurrentFirefox },
  // Without a device for sound, Firefox runs no AudioContext.
  { debian: 'pulseaudio', brew: 'pulseaudio', isPresent: () => isOnPath('pulseaudio') },
  { debian: 'redis-server', brew: 'redis', isPresent: () => isOnPath('redis-server') },
  { debian: 'postgresql', brew: 'postgresql', isPresent: () => isOnPath('postgres') || hasDebianPostgres() },
  // Reads what was printed.
  {
    debian: 'poppler-utils',
    brew: 'poppler',
    isPresent: () => ['pdfinfo', 'pdffonts', 'pdftotext', 'pdftoppm'].every(isOnPath),
  },
  { debian: 'fonts-liberation', isPresent: () => process.platform !== 'linux' || hasAnyFont() },
];

/** @type {SystemPackage[]} */
export const WORKER_BUILD_PACKAGES = [
  // pkg-config stands first, because the libraries are looked up with it.
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

/** Older ones do not know the commands of WebDriver BiDi that the tests drive it with. */
const FIREFOX_MIN = 153;

function hasCurrentFirefox() {
  const binary = process.env.FIREFOX_BIN ?? 'firefox-esr';
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return Number(/Firefox (\d+)/.exec(stdout ?? '')?.[1]) >= FIREFOX_MIN;
}

function hasLibrary(name) {
  return spawnSync('pkg-config', ['--exists', name], { stdio: 'ignore' }).status === 0;
}

/** Debian keeps the server's programs off PATH, in a folder a version. */
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

/** A browser without any font draws boxes, and text measures wrong in tests. */
function hasAnyFont() {
  const parent = '/usr/share/fonts';
  return ['truetype', 'opentype', 'liberation', 'TTF', 'google-noto'].some(folder => {
    const path = join(parent, folder);
    return existsSync(path) && readdirSync(path).length > 0;
  });
}
