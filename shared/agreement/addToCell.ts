/** Adds to one cell of an array that has it. */
export function addToCell(cells: Float64Array, cell: number, amount: number): void {
  cells[cell] = (cells[cell] ?? 0) + amount;
}
