import { passwordThreads } from '../../server/features/staff/passwords/PasswordThreads.ts';

/**
 * Computes the hash of this password only once per process: most tests sign people in, and hashing is slow
 * by design. All other passwords are hashed as usual.
 */
export function rememberPassword(known: string): void {
  const hash = passwordThreads.hash.bind(passwordThreads);
  const verify = passwordThreads.verify.bind(passwordThreads);
  let made: Promise<string> | undefined;
  passwordThreads.hash = password => {
    if (password !== known) return hash(password);
    made ??= hash(password).catch(error => {
      // A failure isn't cached.
      made = undefined;
      throw error;
    });
    return made;
  };
  passwordThreads.verify = async (stored, password) =>
    (password === known && (await made) === stored) || verify(stored, password);
}
