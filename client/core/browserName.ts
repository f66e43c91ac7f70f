import { browserTexts } from '../texts/devices.ts';

export type BrowserFamily = 'chrome' | 'edge' | 'firefox' | 'safari' | 'safari-ios' | 'other';

export interface BrowserInfo {
  family: BrowserFamily;
  /** "Chrome 156 on macOS", for staff who help a candidate. */
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

/** Which browser a user agent string belongs to, as far as help texts need it. `touchMac`: an iPad calls itself a Mac. */
export function browserInfo(userAgent: string, touchMac = false): BrowserInfo {
  const system = touchMac ? 'iOS' : SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  for (const [pattern, family, name] of FAMILIES) {
    const version = pattern.exec(userAgent)?.[1];
    if (version === undefined) continue;
    const label = browserTexts.named(name, version, system);
    // Every browser on iOS is Safari inside, and its permissions live in the system's settings.
    return { family: system === 'iOS' ? 'safari-ios' : family, label };
  }
  return { family: 'other', label: browserTexts.other(system) };
}

export function thisBrowser(): BrowserInfo {
  const touchMac = /Mac OS X/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
  return browserInfo(navigator.userAgent, touchMac);
}

/** True on iPhones and iPads: WebKit pauses an element that sounds when another one of the page starts to. */
export function soundsOneAtATime(): boolean {
  return thisBrowser().family === 'safari-ios';
}

/** The key of commands on a computer's keyboard; undefined on phones and tablets, which as a rule have none. */
export function commandKey(
  userAgent = navigator.userAgent,
  touches = navigator.maxTouchPoints,
): '⌘' | 'Ctrl' | undefined {
  if (/iPhone|iPad|iPod|Android/.test(userAgent)) return undefined;
  if (/Mac OS X/.test(userAgent)) return touches > 1 ? undefined : '⌘';
  return 'Ctrl';
}

/** Where phones and tablets have "add bookmark": Safari behind "Share", all other browsers in their menu. */
export function bookmarkPlace(userAgent = navigator.userAgent): 'share' | 'menu' {
  return /CriOS|FxiOS|EdgiOS|Android/.test(userAgent) ? 'menu' : 'share';
}
