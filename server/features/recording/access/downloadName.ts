/** What a downloaded file is called: the interview's title and the file's own name, with nothing that a disk or a header could stumble over. */
export function downloadName(title: string, fileName: string): string {
  const words = title
    .normalize('NFKD')
    // What letters are made of besides the letter itself.
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return words === '' ? fileName : `${words}-${fileName}`;
}
