/** Media time as people read it off a player: `12:41`, from an hour on `1:02:03`. */
export function mediaClock(mediaTimeMs: number): string {
  const seconds = Math.floor(mediaTimeMs / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const tail = `${pad(seconds % 60)}`;
  return hours > 0 ? `${hours}:${pad(minutes)}:${tail}` : `${minutes}:${tail}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
