/** Formats a time for `<input type="datetime-local">`, in local time. */
export function toLocalInput(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function fromLocalInput(value: string): number | undefined {
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** Returns the first full or half hour that is at least one hour away. */
export function nextUsualStart(now: number): number {
  const halfHourMs = 30 * 60_000;
  return Math.ceil((now + 2 * halfHourMs) / halfHourMs) * halfHourMs;
}
