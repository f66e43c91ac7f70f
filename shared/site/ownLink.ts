/** An origin, and a page with a secret in the fragment. Practice and reports can have a query. */
const LINK =
  /^([A-Za-z]+:\/\/[^\s/?#@\\]+)(\/(?:(?:join|invitation|setup|reset)|(?:practice|report)(?:\?[\w=&.%-]*)?)#[\w-]{22})$/;

/** Returns path and fragment of a pasted link to this server. Undefined for all other links, so that no one is sent to another site. */
export function ownLinkOf(text: string, origins: readonly string[]): string | undefined {
  const [, origin, path] = LINK.exec(text.trim()) ?? [];
  return origin !== undefined && origins.includes(origin.toLowerCase()) ? path : undefined;
}
