/** Saves a file that the page has made. Apart from downloads of staff, because candidates' pages need it too. */
export function downloadText(fileName: string, text: string, type: string): void {
  downloadBlob(fileName, new Blob([text], { type }));
}

export function downloadBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // Frees the URL in the next task, because the browser has read it by then.
  window.setTimeout(() => URL.revokeObjectURL(url));
}
