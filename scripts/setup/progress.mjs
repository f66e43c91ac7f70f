// Output of the setup: one line per step with its reason, then progress. On a terminal,
// progress is a single line that is updated. In logs it is an occasional line.

const isTerminal = Boolean(process.stderr.isTTY);
const TERMINAL_INTERVAL_MS = 200;
const LOG_INTERVAL_MS = 20_000;

/** Prints one line to stderr, like all output of the setup. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs one long step and prints `title`, and `why` it is needed. `work` gets a function that
 * reports progress, for example `[12/300]`, and one that sets an outcome other than "done".
 *
 * @template T
 * @param {{ title: string, why: string }} step
 * @param {(report: (detail: string) => void, conclude: (outcome: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step({ title, why }, work) {
  say(`[setup] ${title}: ${why}`);

  const startedAt = Date.now();
  let detail = '';
  let outcome = 'done';

  const show = () => {
    const line = `         ${[seconds(startedAt), detail].filter(Boolean).join('  ')}`;
    // The escape sequence clears the rest of a longer line.
    if (isTerminal) process.stderr.write(`\r${line.slice(0, (process.stderr.columns || 80) - 1)}\u001b[K`);
    else say(line);
  };
  const timer = setInterval(show, isTerminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);

  const close = () => {
    clearInterval(timer);
    if (isTerminal) process.stderr.write('\r\u001b[K');
  };

  try {
    const result = await work(
      next => {
        detail = next;
      },
      next => {
        outcome = next;
      },
    );
    close();
    say(`         ${outcome} after ${seconds(startedAt)}`);
    return result;
  } catch (error) {
    close();
    throw error;
  }
}

function seconds(since) {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}
