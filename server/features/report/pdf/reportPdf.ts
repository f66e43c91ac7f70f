import { isolated } from '../../../printing/printFonts.ts';
import { TaggedPages } from '../../../printing/TaggedPages.ts';
import { writeBackPage } from './backPage.ts';
import { DENSITIES } from './density.ts';
import { writeFrontPage } from './frontPage.ts';
import type { PrintedReport } from './printedReport.ts';
import { day, kindOf } from './words.ts';

/** A report on two pages, whatever is in it. Takes some hundred milliseconds: run it off the event loop. */
export async function reportPdf(printed: PrintedReport): Promise<Buffer> {
  const { report, paper, address, until } = printed;
  const pages = new TaggedPages({ title: `${kindOf(report)}: ${report.role}`, paper });
  pages.page(DENSITIES, density => writeFrontPage(pages, printed, density));
  pages.page(DENSITIES, density => writeBackPage(pages, printed, density));
  return pages.finish({
    footer: [kindOf(report), isolated(report.role), `held ${day(report.heldAt)} (UTC)`].join(' \u00B7 '),
    note:
      address === undefined
        ? ''
        : `Anyone who scans a code can read this report${until === undefined ? '' : ` until ${day(until)}`}.`,
    shortened: 'Shortened to fit: this continues on the page of the report.',
  });
}
