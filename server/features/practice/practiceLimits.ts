/**
 * What strangers may ask for in a day: `practice` attempts and `practiceMail` messages count per address group; `practiceProof` lets each
 * proof be used once. Counted for all servers together where they share Redis.
 */
export interface PracticeLimits {
  /** Throws `rate-limited` with the time to wait. */
  spend(name: 'practice' | 'practiceMail' | 'practiceProof', key: string): Promise<void>;
}
