/**
 * How many rounds a test of random texts takes: all of them, or a share (`ANALYSIS_SCALE=0.02`) where the same tests
 * run once for each of thousands of mutants.
 */
export function scaled(rounds: number): number {
  return Math.max(10, Math.round(rounds * Number(process.env['ANALYSIS_SCALE'] ?? 1)));
}
