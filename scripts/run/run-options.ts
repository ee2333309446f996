import { parseArgs } from 'node:util';
import { type Tier, tiers } from './tier';

/**
 * Reads `--name=value` options of a run: `--tier` (a comma list; default: all of them, or `usualTiers`), `--only` (a comma
 * list of the run's parts, where it has any; default: all of them) and the numbers it names with their defaults. Ends the
 * process with a line that lists what there is when something else was typed.
 */
export function readRunOptions<Name extends string, Part extends string = never>(
  numbers: Record<Name, number>,
  parts: readonly Part[] = [],
  usualTiers: readonly Tier[] = tiers,
): Record<Name, number> & { tiers: readonly Tier[]; only: readonly Part[] } {
  const names = Object.keys(numbers) as Name[];
  const lists = parts.length > 0 ? ['tier', 'only'] : ['tier'];
  try {
    const { values } = parseArgs({
      options: Object.fromEntries([...lists, ...names].map((name) => [name, { type: 'string' as const }])),
    });
    const read = (name: Name): number => {
      const value = values[name] === undefined ? numbers[name] : Number(values[name]);
      if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number`);
      return value;
    };
    return {
      ...(Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, number>),
      tiers: values.tier === undefined ? usualTiers : chosenOf('tier', values.tier, tiers),
      only: chosenOf('only', values.only, parts),
    };
  } catch (error) {
    const usage = [
      `--tier=${usualTiers.join(',')}`,
      ...(parts.length > 0 ? [`--only=${parts.join(',')}`] : []),
      ...names.map((name) => `--${name}=${numbers[name]}`),
    ].join(' ');
    console.error(`${error instanceof Error ? error.message : String(error)}\nOptions and defaults: ${usage}`);
    process.exit(2);
  }
}

function chosenOf<T extends string>(option: string, typed: unknown, known: readonly T[]): readonly T[] {
  if (typeof typed !== 'string') return known;
  return typed.split(',').map((name) => {
    const found = known.find((one) => one === name);
    if (found === undefined) throw new Error(`--${option}: there is no "${name}", only ${known.join(', ')}`);
    return found;
  });
}
