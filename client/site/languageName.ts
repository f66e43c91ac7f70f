const names = new Intl.DisplayNames('en', { type: 'language' });

/** "German", "British English"; undefined for a tag that names no language. */
export function languageName(locale: string): string | undefined {
  const name = names.of(locale);
  return name === locale ? undefined : name;
}
