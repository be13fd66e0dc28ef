import type { Truth } from './types.ts';

/** Three-valued logic: false wins in an "and", true in an "or", what cannot be known stays so. */
export function and(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

export function or(a: Truth, b: Truth): Truth {
  if (a === true || b === true) return true;
  return a === null || b === null ? null : false;
}

export function not(a: Truth): Truth {
  return a === null ? null : !a;
}

/** Whether the test holds for some item; false where there is none. */
export function some<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  let result: Truth = false;
  for (const item of items) {
    const holds = test(item);
    if (holds === true) return true;
    if (holds === null) result = null;
  }
  return result;
}

/** Whether the test holds for every item; true where there is none. */
export function every<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  let result: Truth = true;
  for (const item of items) {
    const holds = test(item);
    if (holds === false) return false;
    if (holds === null) result = null;
  }
  return result;
}
