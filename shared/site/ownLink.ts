/** An origin, and a page that is opened by a secret behind the `#`; those of practice and of reports may say what to open there. */
const LINK =
  /^([A-Za-z]+:\/\/[^\s/?#@\\]+)(\/(?:(?:join|invitation|setup|reset)|(?:practice|report)(?:\?[\w=&.%-]*)?)#[\w-]{22})$/;

/**
 * Where a link leads that someone pasted, if it is one of this server's: the path with its fragment. Undefined for everything else, so
 * that no one is sent to another site.
 */
export function ownLinkOf(text: string, origins: readonly string[]): string | undefined {
  const [, origin, path] = LINK.exec(text.trim()) ?? [];
  return origin !== undefined && origins.includes(origin.toLowerCase()) ? path : undefined;
}
