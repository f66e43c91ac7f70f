import { isolated } from '../../../printing/printFonts.ts';
import { TaggedPages } from '../../../printing/TaggedPages.ts';
import { printedReport as texts } from '../../../texts/printedReport.ts';
import { writeBackPage } from './backPage.ts';
import { writeFrontPage } from './frontPage.ts';
import { DENSITIES, type PrintedReport } from './reportLayout.ts';

/** Lays out a report as PDF. Takes up to several hundred milliseconds, so call it in a worker thread. */
export async function reportPdf(printed: PrintedReport): Promise<Buffer> {
  const { report, paper, address, until } = printed;
  const kind = texts.kind[report.kind];
  const pages = new TaggedPages({ title: texts.title(kind, report.role), paper });
  pages.page(DENSITIES, density => writeFrontPage(pages, printed, density));
  pages.page(DENSITIES, density => writeBackPage(pages, printed, density));
  return pages.finish({
    footer: texts.footer(kind, isolated(report.role), report.heldAt),
    note: address === undefined ? '' : texts.codes(until),
    shortened: texts.shortened,
  });
}
