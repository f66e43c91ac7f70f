import { readFileSync } from 'node:fs';

/** True on Debian and its relatives, which have apt-get and Debian's package names. */
export function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
