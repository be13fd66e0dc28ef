// The bundle that the thin entry loads is built beside it from full.ts.
export { start, type Full } from './full.ts';
