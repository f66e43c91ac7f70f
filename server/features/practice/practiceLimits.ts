/**
 * What strangers may ask for. Attempts count per address group (`practice`, in an hour), per browser behind it (`practiceDevice`, in a day), and
 * for all browsers behind it that were not known before (`practiceNewDevice`, in an hour). `practiceMail` messages count per address group and
 * day; `practiceProof` lets each proof be used once. `practicePlace` and `practiceNote` count per attempt, `practiceArchive` per page. Counted for all servers together where they share Redis.
 */
export interface PracticeLimits {
  /** Throws `rate-limited` with the time to wait. */
  spend(
    name:
      | 'practice'
      | 'practiceDevice'
      | 'practiceNewDevice'
      | 'practiceMail'
      | 'practiceProof'
      | 'practicePlace'
      | 'practiceNote'
      | 'practiceArchive',
    key: string,
  ): Promise<void>;
}
