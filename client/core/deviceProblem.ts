/**
 * Why a camera or microphone cannot be used.
 *
 * - `denied`: the person, or an earlier choice, said no in the browser;
 * - `denied-by-system`: the browser itself may not use it, by the system's settings;
 * - `missing`: there is none;
 * - `busy`: another application holds it, or it does not start;
 * - `insecure`: the page was not opened over HTTPS, so browsers offer no devices at all.
 */
export type DeviceProblem = 'denied' | 'denied-by-system' | 'missing' | 'busy' | 'insecure';

interface NamedError {
  name: string;
  message: string;
}

/** Tells apart what `getUserMedia` threw. `permission` is the browser's own record, where it keeps one. */
export function deviceProblem(error: unknown, permission?: PermissionState): DeviceProblem {
  const { name, message } = isNamed(error) ? error : { name: '', message: '' };
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'SecurityError':
      // Refused although the browser has leave to use it: then it is the system that refuses the browser.
      return /system/i.test(message) || permission === 'granted' ? 'denied-by-system' : 'denied';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    default:
      return 'busy';
  }
}

function isNamed(error: unknown): error is NamedError {
  return typeof error === 'object' && error !== null && 'name' in error && 'message' in error;
}
