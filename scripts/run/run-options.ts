import { parseArgs } from 'node:util';
import { type Tier, tiers } from './tier';

/**
 * Reads `--name=value` options of a run: `--tier` (a comma list; default: all of them, or `usualTiers`) and the numbers it names with their
 * defaults. Ends the process with a line that lists what there is when something else was typed.
 */
export function readRunOptions<Name extends string>(
  numbers: Record<Name, number>,
  usualTiers: readonly Tier[] = tiers,
): Record<Name, number> & { tiers: readonly Tier[] } {
  const names = Object.keys(numbers) as Name[];
  try {
    const { values } = parseArgs({
      options: Object.fromEntries(['tier', ...names].map((name) => [name, { type: 'string' as const }])),
    });
    const read = (name: Name): number => {
      const value = values[name] === undefined ? numbers[name] : Number(values[name]);
      if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number`);
      return value;
    };
    const chosen = typeof values.tier === 'string' ? values.tier.split(',') : usualTiers;
    const unknown = chosen.find((name) => !tiers.some((tier) => tier === name));
    if (unknown !== undefined) throw new Error(`--tier: there is no "${unknown}", only ${tiers.join(', ')}`);
    return {
      ...(Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, number>),
      tiers: chosen as readonly Tier[],
    };
  } catch (error) {
    const usage = ['--tier=' + usualTiers.join(','), ...names.map((name) => `--${name}=${numbers[name]}`)].join(' ');
    console.error(`${error instanceof Error ? error.message : String(error)}\nOptions and defaults: ${usage}`);
    process.exit(2);
  }
}
