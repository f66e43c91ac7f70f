/** Returns the code of an error of Node.js or a database driver, such as ENOENT or SQLITE_BUSY. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
