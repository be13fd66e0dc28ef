import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while no other process runs under the same lock file. The lock is
 * one of the operating system (taken by SQLite), so it ends with its process,
 * however that ends.
 *
 * @param waiting is called once when another process holds the lock
 */
export async function withLock<T>(file: string, work: () => Promise<T>, waiting: () => void = () => {}): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  try {
    let told = false;
    while (!tryLock(database)) {
      if (!told) waiting();
      told = true;
      await sleep(500);
    }
    return await work();
  } finally {
    database.close();
  }
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    // SQLITE_BUSY and SQLITE_LOCKED: somebody else holds it.
    const code = (error as { errcode?: number }).errcode;
    if (code !== undefined && [5, 6].includes(code & 0xff)) return false;
    throw error;
  }
}
