import { describe, expect, it } from 'vitest';
import { browserInfo, commandKey } from '../../../client/core/browserName.ts';
import { deviceProblem } from '../../../client/core/deviceManager.ts';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0';
const FIREFOX = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';
const CHROME_ON_IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/156.0.0.0 Mobile/15E148 Safari/604.1';

describe('the browser for help texts', () => {
  it.each([
    [CHROME, 'chrome', 'Chrome 156 on Linux'],
    [EDGE, 'edge', 'Edge 156 on Windows'],
    [FIREFOX, 'firefox', 'Firefox 150 on macOS'],
    [SAFARI, 'safari', 'Safari 26 on macOS'],
    [IPHONE, 'safari-ios', 'Safari 26 on iOS'],
    [CHROME_ON_IPHONE, 'safari-ios', 'Chrome 156 on iOS'],
    ['curl/8', 'other', 'Another browser'],
  ])('%s', (userAgent, family, label) => {
    expect(browserInfo(userAgent)).toEqual({ family, label });
  });

  it('recognizes an iPad that identifies as a Mac', () => {
    expect(browserInfo(SAFARI, true)).toEqual({ family: 'safari-ios', label: 'Safari 26 on iOS' });
  });
});

describe('browser names for keys and bookmarks', () => {
  const ANDROID = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36';

  it.each([
    [CHROME, 0, 'Ctrl'],
    [SAFARI, 0, '⌘'],
    [SAFARI, 5, undefined],
    [IPHONE, 5, undefined],
    [ANDROID, 5, undefined],
  ])('%s with %i touch points: %s', (userAgent, touches, key) =>
    expect(commandKey(userAgent, touches)).toBe(key),
  );
});

describe('the reason why a device does not start', () => {
  it.each([
    [new DOMException('Permission denied', 'NotAllowedError'), undefined, 'denied'],
    [new DOMException('Permission denied by system', 'NotAllowedError'), undefined, 'denied-by-system'],
    [new DOMException('', 'NotAllowedError'), 'granted', 'denied-by-system'],
    [new DOMException('', 'NotAllowedError'), 'denied', 'denied'],
    [new DOMException('', 'NotFoundError'), undefined, 'missing'],
    [new DOMException('', 'OverconstrainedError'), undefined, 'missing'],
    [new DOMException('', 'NotReadableError'), undefined, 'busy'],
    [new DOMException('', 'AbortError'), undefined, 'busy'],
    ['something else', undefined, 'busy'],
  ] as const)('%s (permission %s) is %s', (error, permission, problem) => {
    expect(deviceProblem(error, permission)).toBe(problem);
  });
});
