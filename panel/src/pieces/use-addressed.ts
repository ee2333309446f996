import { useSearchParams } from 'react-router-dom';

/** What a page shows, kept in its address: a reload, a bookmark and the way back show the same. Defaults stay out of it. */
export function useAddressed<Name extends string>(
  defaults: Readonly<Record<Name, string>>,
): [Record<Name, string>, (changes: Partial<Record<Name, string>>) => void] {
  const [params, setParams] = useSearchParams();
  const names = Object.keys(defaults) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, params.get(name) ?? defaults[name]]));
  const go = (changes: Partial<Record<Name, string>>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const name of names) {
          const value = changes[name];
          if (value === undefined) continue;
          if (value === defaults[name]) after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true },
    );
  return [values as Record<Name, string>, go];
}
