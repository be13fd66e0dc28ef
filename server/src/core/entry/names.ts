/** How the names of files beside policies end; they stay JSON files for an editor. */
export const accountEnding = '.iamaccount.json';
export const accessTestEnding = '.iamtest.json';

/** Whether a file describes an account, by its name; `name` may be a path. */
export function isAccountName(name: string): boolean {
  return name.toLowerCase().endsWith(accountEnding);
}

/** Whether a file holds access tests, by its name; `name` may be a path. */
export function isAccessTestName(name: string): boolean {
  return name.toLowerCase().endsWith(accessTestEnding);
}
