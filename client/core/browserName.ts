import { browserTexts } from '../texts/devices.ts';

export type BrowserFamily = 'chrome' | 'edge' | 'firefox' | 'safari' | 'safari-ios' | 'other';

interface BrowserInfo {
  family: BrowserFamily;
  /** For example "Chrome 156 on macOS". */
  label: string;
}

const FAMILIES: readonly (readonly [RegExp, BrowserFamily, string])[] = [
  [/Edg(?:A|iOS)?\/(\d+)/, 'edge', 'Edge'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'firefox', 'Firefox'],
  [/(?:Chrome|Chromium|CriOS)\/(\d+)/, 'chrome', 'Chrome'],
  [/Version\/(\d+)[\d.]* .*Safari\//, 'safari', 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** Returns the browser and system. `touchMac`: true for an iPad, which claims to be a Mac. */
export function browserInfo(userAgent: string, touchMac = false): BrowserInfo {
  const system = touchMac ? 'iOS' : SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  for (const [pattern, family, name] of FAMILIES) {
    const version = pattern.exec(userAgent)?.[1];
    if (version === undefined) continue;
    const label = browserTexts.named(name, version, system);
    return { family: system === 'iOS' ? 'safari-ios' : family, label };
  }
  return { family: 'other', label: browserTexts.other(system) };
}

export function thisBrowser(): BrowserInfo {
  const touchMac = /Mac OS X/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
  return browserInfo(navigator.userAgent, touchMac);
}

/** True on iPhones and iPads, where WebKit pauses an element with sound when another one starts. */
export function soundsOneAtATime(): boolean {
  return thisBrowser().family === 'safari-ios';
}

export function commandKey(
  userAgent = navigator.userAgent,
  touches = navigator.maxTouchPoints,
): '⌘' | 'Ctrl' | undefined {
  if (/iPhone|iPad|iPod|Android/.test(userAgent)) return undefined;
  if (/Mac OS X/.test(userAgent)) return touches > 1 ? undefined : '⌘';
  return 'Ctrl';
}
