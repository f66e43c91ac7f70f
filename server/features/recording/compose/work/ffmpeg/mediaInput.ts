/**
 * ffmpeg's arguments to open a file of the recording from `fromMs` of its own time on, which becomes zero. Without `-seek_timestamp` a file
 * that begins late would be taken to begin at once. From its very beginning on nothing is sought: ffmpeg seeks to the first picture, and
 * would leave out the sound before it. Its frames may change their size: what scales them takes any.
 */
export function mediaInput(file: string, fromMs: number): string[] {
  return [
    ...['-protocol_whitelist', 'file', '-reinit_filter', '0', '-threads', '1', '-seek_timestamp', '1'],
    ...(fromMs > 0 ? ['-ss', secondsText(fromMs)] : []),
    ...['-i', `file:${file}`],
  ];
}

export function secondsText(ms: number): string {
  return (ms / 1_000).toFixed(6);
}
