/**
 * What a run was to show. An invariant that is broken makes the run fail; a goal that is missed is said and is no failure,
 * since it depends on the machine.
 */
export class Verdicts {
  private readonly lines: string[] = [];
  private readonly broken: string[] = [];

  invariant(claim: string, holds: boolean, seen: string | number = ''): void {
    if (!holds) this.broken.push(`${claim}: ${seen}`);
    this.say(holds ? '✓' : '✗ BROKEN', claim, seen);
  }

  goal(claim: string, isMet: boolean, seen: string | number): void {
    this.say(isMet ? '✓ met' : '– missed', claim, seen);
  }

  /** Something that could not be shown here, and why. */
  leftOut(claim: string, reason: string): void {
    this.say('– left out', claim, reason);
  }

  /** Each invariant that did not hold, with what was seen instead. */
  get brokenInvariants(): readonly string[] {
    return this.broken;
  }

  /** Prints every line, and makes the process end with 1 when an invariant is broken. */
  print(): void {
    for (const line of this.lines) console.log(line);
    if (this.broken.length > 0) process.exitCode = 1;
  }

  private say(mark: string, claim: string, seen: string | number): void {
    this.lines.push(`  ${mark.padEnd(10)} ${claim}${seen === '' ? '' : `: ${seen}`}`);
  }
}
