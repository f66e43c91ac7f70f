/** What an `<input type="datetime-local">` holds for a moment in the device's zone, to the minute. */
export function toLocalInput(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment such an input means, epoch milliseconds; undefined while it is incomplete. */
export function fromLocalInput(value: string): number | undefined {
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** The next full half hour at least an hour away: a start that is rarely wrong by much. */
export function nextUsualStart(now: number): number {
  const halfHourMs = 30 * 60_000;
  return Math.ceil((now + 2 * halfHourMs) / halfHourMs) * halfHourMs;
}
