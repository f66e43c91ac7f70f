import { randomInt } from 'node:crypto';

const COUNT = 10;
const HALF = 5;
/** Without characters that look alike. */
const CHARACTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Returns new recovery codes, such as `k7pwm-3xq9d`. Each has 49 random bits. */
export function newRecoveryCodes(): string[] {
  const half = () => Array.from({ length: HALF }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join('');
  return Array.from({ length: COUNT }, () => `${half()}-${half()}`);
}

/** Returns what a person typed as the code of an app or as a recovery code, without spaces and case. */
export function typedCode(text: string): { kind: 'app' | 'recovery'; code: string } {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (/^\d{6}$/.test(plain)) return { kind: 'app', code: plain };
  return { kind: 'recovery', code: `${plain.slice(0, HALF)}-${plain.slice(HALF)}` };
}
