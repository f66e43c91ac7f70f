import makeCode from 'qrcode-generator';
import type { Box } from './TaggedPages.ts';

/** Draws a QR code. The page must leave a light margin of four modules around it. */
export function drawQrCode(document: PDFKit.PDFDocument, { x, y, width }: Box, address: string): void {
  const code = makeCode(0, 'M');
  code.addData(address);
  code.make();
  const count = code.getModuleCount();
  const module = width / count;
  for (let row = 0; row < count; row += 1)
    for (const { from, to } of darkRuns(code, row))
      document.rect(x + from * module, y + row * module, (to - from) * module, module);
  document.fill('#000000');
}

/** Returns runs of dark modules. Drawing a run as one shape avoids gaps between its modules. */
function darkRuns(code: ReturnType<typeof makeCode>, row: number): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let column = 0; column < code.getModuleCount(); column += 1) {
    if (!code.isDark(row, column)) continue;
    const last = runs.at(-1);
    if (last?.to === column) last.to += 1;
    else runs.push({ from: column, to: column + 1 });
  }
  return runs;
}
