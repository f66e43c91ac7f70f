/** Address of a page with a secret. Only practice and report may have a query. Groups: the page, the secret. */
const PAGE =
  /(\/(?:(?:join|schedule|invitation|setup|reset|confirm-email)|(?:practice|report)(?:\?[\w=&.%-]*)?))\/?(?:#|%23)(?:[^\w%#-]|%[\dA-Fa-f]{2})*([\w-]{22})(?![\w-])/;

const TIDIED = new RegExp(`^${PAGE.source}`);

/** In a text, an address without a scheme has its host as the second group. */
const LINK = new RegExp(
  String.raw`(?:(?:^|[^\w.+-])([A-Za-z]+:\/\/[^\s/?#@\\]+)|(?:^|[\s<"'(])([\w.-]+(?::\d+)?))${PAGE.source}`,
  'g',
);

/** True for paths that someone may have meant as a personal link: similar words, or a part like a secret. */
export function resemblesLink(path: string): boolean {
  return /^\/(?:join|invit|interview|practi[cs]e|report|schedule|set-?up|reset|confirm)|(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20}/.test(
    path,
  );
}

/**
 * Returns the path and fragment of the personal link in a page's address, without what mail programs and
 * messages add to it, such as a period. The `#` may be encoded. Undefined if there is no whole link.
 */
export function tidiedLink(address: string): string | undefined {
  const [, page, secret] = TIDIED.exec(address) ?? [];
  return secret && `${page}#${secret}`;
}

/** Returns the path and fragment of the first link to this server in a pasted text, or undefined. */
export function ownLinkOf(text: string, origins: readonly string[]): string | undefined {
  const hosts = origins.map(origin => origin.slice(origin.indexOf('://') + 3));
  for (const [, origin = '', host = '', page, secret] of text.matchAll(LINK))
    if (origins.includes(origin.toLowerCase()) || (host && hosts.includes(host.toLowerCase())))
      return `${page}#${secret}`;
  return undefined;
}

/** `none`: the text contains no address. `refused`: it contains one that isn't a whole link to this server. */
export const PASTE_PROBLEMS = ['none', 'refused'] as const;
export type PasteProblem = (typeof PASTE_PROBLEMS)[number];

/** Says what is wrong with a text for which `ownLinkOf` returns undefined. */
export function pasteProblemOf(text: string): PasteProblem {
  return /:\/\/|[\w.-]+\/[\w-]+(?:#|%23)/.test(text) ? 'refused' : 'none';
}
