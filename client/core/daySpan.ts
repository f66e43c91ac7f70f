/** Returns the times from the first day's start to the last day's end. Days are local dates, or empty. */
export function spanOfDays(from: string, to: string): { from?: number; to?: number } {
  if (areSwapped(from, to)) return {};
  const start = new Date(`${from}T00:00`);
  const end = new Date(`${to}T00:00`);
  end.setDate(end.getDate() + 1);
  return {
    ...(Number.isFinite(start.getTime()) && { from: start.getTime() }),
    ...(Number.isFinite(end.getTime()) && { to: end.getTime() }),
  };
}

export function areSwapped(from: string, to: string): boolean {
  return from !== '' && to !== '' && to < from;
}
