import { passwordThreads } from '../../server/features/staff/passwords/PasswordThreads.ts';

/**
 * Hashes this password for real, but once a process: nearly every test of the HTTP side signs people in, few are about that, and a hash is made
 * to take long. Every other password, and so every wrong one, goes the usual way.
 */
export function rememberPassword(known: string): void {
  const hash = passwordThreads.hash.bind(passwordThreads);
  const verify = passwordThreads.verify.bind(passwordThreads);
  let made: Promise<string> | undefined;
  passwordThreads.hash = password => {
    if (password !== known) return hash(password);
    made ??= hash(password).catch(error => {
      // A refusal is that moment's.
      made = undefined;
      throw error;
    });
    return made;
  };
  passwordThreads.verify = async (stored, password) =>
    (password === known && (await made) === stored) || verify(stored, password);
}
