/** What stands on a card. Where one of them is long it is cut short. */
export interface CardFacts {
  /** Small, above the title. */
  kicker: string;
  title: string;
  /** One line each. */
  lines: string[];
}
