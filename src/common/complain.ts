/**
 * Tells the person at the terminal, who may not have a log viewer, why a program ends. Of an error of one of the `plain` classes the
 * message is all they need, and a stack would only bury it.
 */
export function complain(problem: unknown, plain: readonly (abstract new (...args: never[]) => Error)[]): void {
  const isPlain = plain.some((type) => problem instanceof type);
  const text = problem instanceof Error ? (isPlain ? problem.message : (problem.stack ?? problem.message)) : problem;
  process.stderr.write(`${String(text)}\n`);
}
