import { importTexts } from '../../../texts/imports.ts';

const AHEAD_MS = 14 * 86_400_000;

/** Returns a CSV file that can be imported unchanged. */
export function exampleFile(now: number): string {
  const day = new Date(now + AHEAD_MS).toISOString().slice(0, 10);
  const lines = [
    importTexts.example.header,
    ['Ada Lovelace', 'ada@example.com', day, '10:00', 'Backend Developer', '', '', '', ''],
    [
      ...['Grace Hopper', 'grace@example.com', day, '14:30', 'Data Analyst'],
      ...['America/New_York', 'Second round', '60', ''],
    ],
  ];
  return `\uFEFF${lines.map(line => line.join(',')).join('\r\n')}\r\n`;
}
