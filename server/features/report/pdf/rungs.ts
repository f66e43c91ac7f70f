import type { LadderRung } from '../../../../shared/report/candidateReport.ts';
import type { Box } from '../../../printing/TaggedPages.ts';
import { INK } from '../../../printing/Typesetter.ts';

const STEPS = [1, 2, 3, 4, 5] as const;
const BAR = 6;
const GAP = 3;

/**
 * Five steps with those filled that were reached, the next one in outline of the same color, a bracket over the evaluators and a
 * triangle under the candidate's guess. It reads the same in black and white.
 */
export function drawRungs(document: PDFKit.PDFDocument, box: Box, { rung, guess, spread }: LadderRung): void {
  const width = (box.width - GAP * (STEPS.length - 1)) / STEPS.length;
  const leftOf = (step: number) => box.x + (step - 1) * (width + GAP);
  const top = box.y + 5;
  for (const step of STEPS) {
    document.roundedRect(leftOf(step), top, width, BAR, 1.5).lineWidth(0.75);
    if (rung === undefined) document.dash(2, { space: 1.5 }).stroke(INK.muted).undash();
    else if (step <= rung) document.fillAndStroke(INK.accent, INK.accent);
    else document.stroke(step === rung + 1 ? INK.accent : INK.muted);
  }
  if (spread) {
    const [from, to] = [leftOf(spread.low), leftOf(spread.high) + width];
    document
      .moveTo(from, top - 1.5)
      .lineTo(from, top - 4)
      .lineTo(to, top - 4)
      .lineTo(to, top - 1.5);
    document.lineWidth(0.9).stroke(INK.text);
  }
  if (typeof guess !== 'number') return;
  const [middle, under] = [leftOf(guess) + width / 2, top + BAR + 1.8];
  document.polygon([middle, under], [middle - 3.2, under + 4.6], [middle + 3.2, under + 4.6]).fill(INK.text);
}
