/** How the names of files beside policies end; they stay JSON files for VS Code, and the server knows more of them. */
export const accountEnding = '.iamaccount.json';
export const testFileEnding = '.iamtest.json';
export const companions: readonly string[] = [accountEnding, testFileEnding];

/** Whether a file, by name or path, is an account or holds access tests. */
export function isCompanion(fileName: string): boolean {
  return companions.some((it) => fileName.endsWith(it));
}
