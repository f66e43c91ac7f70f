// What must not stay behind when the set-up ends early: locks, temporary folders
// and child processes. Every owner registers a synchronous undo the moment it
// makes something, and forgets it again when all went well.

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const undos = new Set();

/**
 * @param {() => void} undo
 * @returns {() => void} forgets the undo without running it
 */
export function onEarlyExit(undo) {
  if (undos.size === 0) listen();
  undos.add(undo);

  return () => {
    if (undos.delete(undo) && undos.size === 0) stopListening();
  };
}

// Signals are caught only while there is something to undo. At other times they
// keep their usual meaning, or the one that the running program gives them.
function listen() {
  process.on('exit', runAll);
  for (const signal of Object.keys(EXIT_CODES)) process.on(signal, exitOn);
}

function stopListening() {
  process.off('exit', runAll);
  for (const signal of Object.keys(EXIT_CODES)) process.off(signal, exitOn);
}

function exitOn(signal) {
  process.exit(EXIT_CODES[signal]);
}

function runAll() {
  for (const undo of [...undos].reverse()) {
    try {
      undo();
    } catch {
      // An undo that fails must not keep the others from running.
    }
  }
}
