import { lazy, Suspense, useEffect } from 'react';
import { Column } from './column/column';
import { TopBar } from './people/top-bar';
import { layout } from './state/layout';
import { world } from './state/live-world';
import { useStore } from './state/use-store';
import { Notices } from './ui/notices';

const Inspector = lazy(() => import('./inspector/inspector'));

/** The whole page: people in columns, and the inspector beside them. */
export function App() {
  const { shown, inFront, inspector, theme } = useStore(layout, (state) => state);
  const known = useStore(world, (state) => state.people);
  const people = shown.flatMap((id) => known.get(id) ?? []);
  const inFrontId = people.some(({ id }) => id === inFront) ? inFront : people[0]?.id;

  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);

  return (
    <>
      <TopBar people={people} inFrontId={inFrontId} />
      <main className={inspector ? 'stage stage-inspected' : 'stage'}>
        <div className="columns">
          {people.map((person) => (
            <div key={person.id} className="column-place" data-in-front={person.id === inFrontId}>
              <Column person={person} closable={people.length > 1} />
            </div>
          ))}
        </div>
        {inspector && (
          <Suspense>
            <Inspector />
          </Suspense>
        )}
      </main>
      <Notices />
    </>
  );
}
