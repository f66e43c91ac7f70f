/**
 * What strangers may ask for. In a day, `practice` attempts and `practiceMail` messages count per address group; `practiceProof` lets each
 * proof be used once. `practicePlace` and `practiceNote` count per attempt, `practiceArchive` per page. Counted for all servers together where they share Redis.
 */
export interface PracticeLimits {
  /** Throws `rate-limited` with the time to wait. */
  spend(
    name:
      | 'practice'
      | 'practiceMail'
      | 'practiceProof'
      | 'practicePlace'
      | 'practiceNote'
      | 'practiceArchive',
    key: string,
  ): Promise<void>;
}
