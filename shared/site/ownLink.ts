/** Pages that are opened by a secret behind the `#`. */
const LINK = /^\/(?:join|practice|invitation|setup|reset)#[A-Za-z0-9_-]{22}$/;

/**
 * Where a link leads that somebody pasted, if it is one of this server's: the path with its fragment. Undefined for everything else, so
 * that no one is sent to another site.
 */
export function ownLinkOf(text: string, origins: readonly string[]): string | undefined {
  if (!URL.canParse(text.trim())) return undefined;
  const { origin, pathname, search, hash } = new URL(text.trim());
  const path = pathname + hash;
  return origins.includes(origin) && search === '' && LINK.test(path) ? path : undefined;
}
