/**
 * Moves a process's clock: loaded before a server with `node --import`. `CLOCK_SHIFT_MS` says by how much.
 * Timers keep their pace.
 */
const shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const RealDate = Date;

class ShiftedDate extends RealDate {
  static override now(): number {
    return RealDate.now() + shiftMs;
  }

  constructor(...values: unknown[]) {
    // A date without values is now; with values it means the same on every clock.
    if (values.length === 0) super(ShiftedDate.now());
    else super(...(values as [number]));
  }
}
if (shiftMs !== 0) globalThis.Date = ShiftedDate as DateConstructor;
